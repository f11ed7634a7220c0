package archtest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// cronField is one of the six fields of a cron expression of EventBridge Scheduler.
type cronField struct {
	name        string
	least, most int
	names       []string // for least and on
	special     string   // of "?LW#", which it may have
}

var cronFields = []cronField{
	{"minutes", 0, 59, nil, ""},
	{"hours", 0, 23, nil, ""},
	{"day of month", 1, 31, nil, "?LW"},
	{"month", 1, 12, strings.Fields("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"), ""},
	{"day of week", 1, 7, strings.Fields("SUN MON TUE WED THU FRI SAT"), "?L#"},
	{"year", 1970, 2199, nil, ""},
}

var rate = regexp.MustCompile(`^rate\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\)$`)

// schedule says what is wrong with a schedule expression of EventBridge Scheduler, "" for
// nothing. cfn-lint and the SAM translator take any; AWS refuses it when it is deployed.
// What AWS's documents do not describe is wrong here.
func schedule(s string) string {
	if rate.MatchString(s) {
		return ""
	}
	inner, ok := strings.CutPrefix(s, "cron(")
	inner, closed := strings.CutSuffix(inner, ")")
	fields := strings.Split(inner, " ")
	if !ok || !closed || len(fields) != len(cronFields) {
		return "want rate(n unit) or cron with six fields, got " + strconv.Quote(s)
	}
	if (fields[2] == "?") == (fields[4] == "?") {
		return "exactly one of day of month and day of week must be ?: " + s
	}
	for i, f := range cronFields {
		if !f.takes(fields[i]) {
			return f.name + " cannot be " + strconv.Quote(fields[i]) + ": " + s
		}
	}
	return ""
}

// takes tells whether a field may be written so: *, ?, or a list of values, ranges and
// steps; in days also L (the last), nW (the weekday nearest to the n-th), n#m (the m-th
// weekday n of the month), which stand alone.
func (f cronField) takes(s string) bool {
	may := func(what string) bool { return strings.Contains(f.special, what) }
	switch {
	case s == "*":
		return true
	case s == "?" || s == "L":
		return may(s)
	}
	if day, ok := strings.CutSuffix(s, "W"); ok && may("W") {
		_, err := strconv.Atoi(day)
		return err == nil && f.value(day) >= 0
	}
	if day, week, ok := strings.Cut(s, "#"); ok {
		return may("#") && f.value(day) >= 0 && len(week) == 1 && week >= "1" && week <= "5"
	}
	for part := range strings.SplitSeq(s, ",") {
		start, step, stepped := strings.Cut(part, "/")
		from, to, ranged := strings.Cut(start, "-")
		n, err := strconv.Atoi(step)
		switch {
		case stepped && (err != nil || step != strconv.Itoa(n) || n < 1 || n > f.most || ranged || start != "*" && f.value(start) < 0):
			return false
		case ranged && (f.value(from) < 0 || f.value(to) < f.value(from)):
			return false
		case !stepped && !ranged && f.value(part) < 0:
			return false
		}
	}
	return true
}

// value is a number or a name in the field's limits, -1 for anything else.
func (f cronField) value(s string) int {
	if i := slices.Index(f.names, s); i >= 0 {
		return f.least + i
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < f.least || n > f.most || strings.ContainsAny(s, "+-") {
		return -1
	}
	return n
}

// TestScheduleRefuses shows that the check above can fail.
func TestScheduleRefuses(t *testing.T) {
	for s, valid := range map[string]bool{
		"cron(15 1 * * ? *)": true, "cron(0/15 8-17 ? * 2-6 *)": true, "cron(*/5 * * * ? *)": true, "cron(0 8,12,16 ? JAN,JUL MON-FRI 2026-2030)": true,
		"cron(0 8 L * ? *)": true, "cron(0 8 3W * ? *)": true, "cron(0 8 ? * 6#3 *)": true, "cron(0 8 ? * FRI#1 *)": true, "cron(0 8 ? * L *)": true,
		"rate(1 hour)": true, "rate(12 hours)": true,

		"cron(15 25 * * ? *)": false, "cron(60 1 * * ? *)": false, "cron(15 1 0 * ? *)": false, "cron(15 1 * 13 ? *)": false, "cron(15 1 ? * 8 *)": false, "cron(15 1 * * ? 1969)": false,
		"cron(15 1 * * * *)": false, "cron(15 1 ? * ? *)": false, "cron(15 1 * * ?)": false, "cron(15 1 * * ? * *)": false, "cron(15  1 * * ? *)": false, "cron(? 1 * * ? *)": false,
		"cron(x 1 * * ? *)": false, "cron(0 8 * JANUARY ? *)": false, "cron(0 8 * jan ? *)": false, "cron(0 8 ? * MON-SUN *)": false, "cron(0 17-8 * * ? *)": false,
		"cron(0/0 8 * * ? *)": false, "cron(0/61 8 * * ? *)": false, "cron(0/ 8 * * ? *)": false, "cron(/5 8 * * ? *)": false, "cron(0-9/2 8 * * ? *)": false, "cron(0/05 8 * * ? *)": false, "cron(1,,2 8 * * ? *)": false, "cron(1, 8 * * ? *)": false, "cron(- 8 * * ? *)": false,
		"cron(L 8 * * ? *)": false, "cron(0 8 W * ? *)": false, "cron(0 8 32W * ? *)": false, "cron(0 8 3W,4W * ? *)": false, "cron(0 8 ? * 3W *)": false, "cron(0 8 ? * 6#6 *)": false, "cron(0 8 ? * 3#1,6#3 *)": false, "cron(0 8 6#3 * ? *)": false, "cron(0 8 ? L MON *)": false,
		"cron(-1 8 * * ? *)": false, "cron(+1 8 * * ? *)": false, "rate(0 hours)": false, "rate(1 hours)": false, "rate(2 hour)": false, "rate(05 hours)": false, "rate(1 week)": false, "every day": false, "": false,
	} {
		if got := schedule(s) == ""; got != valid {
			t.Errorf("%s: got valid %v, want %v", s, got, valid)
		}
	}
}
