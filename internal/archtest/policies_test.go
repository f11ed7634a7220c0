package archtest

import (
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// grants are the actions that each function's policy has, by the thing that they are
// granted on. Together they are what the function's code calls, no more and no less; which
// table or bucket a call is meant for cannot be told from the code, and stands here.
var grants = map[string]map[string]string{
	"web": {"TabelKinerja": "dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "TabelHasil": "dynamodb:GetItem dynamodb:Query",
		"BucketLaporan": "s3:GetObject s3:ListBucket s3:PutObject", "BucketUnggahan": "s3:PutObject",
		"Pengguna": "cognito-idp:AdminCreateUser cognito-idp:AdminDisableUser cognito-idp:AdminEnableUser cognito-idp:AdminGetUser cognito-idp:AdminResetUserPassword"},
	"api": {"TabelKinerja": "dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "TabelHasil": "dynamodb:GetItem dynamodb:Query",
		"BucketLaporan": "s3:GetObject s3:ListBucket", "BucketUnggahan": "s3:PutObject"},
	"publik": {"TabelKinerja": "dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "BucketLaporan": "s3:GetObject s3:ListBucket",
		"BucketTerbit": "s3:GetObject s3:ListBucket"},
	"recalc":   {"TabelKinerja": "dynamodb:GetItem dynamodb:Query", "TabelHasil": "dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "AntreanUlang": "sqs:SendMessage"},
	"dispatch": {"TabelKinerja": "dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "AntreanLaporan": "sqs:SendMessage", "SurelPengirim": "ses:SendEmail"},
	"report": {"TabelKinerja": "dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "BucketLaporan": "s3:GetObject s3:ListBucket s3:PutObject",
		"BucketTerbit": "s3:GetObject s3:ListBucket s3:PutObject"},
	"bukti": {"TabelKinerja": "dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem", "BucketLaporan": "s3:GetObject s3:ListBucket s3:PutObject",
		"BucketUnggahan": "s3:GetObjectVersion s3:ListBucket"},
}

// keys are the partitions that those may write who write without a person's rights.
var keys = map[string]string{
	"publik":   `["TAUTAN#*","AUD#TAUTAN#*"]`,
	"dispatch": `["LAP#*","AUD#LAP#*","SURAT#*","AUD#SURAT#*"]`,
	"report":   `["LAP#*","AUD#LAP#*","TAUTAN#*","AUD#TAUTAN#*","TERBIT#*","AUD#TERBIT#*","HASH#*","AUD#HASH#*"]`,
	"bukti":    `["BUKTI#*","AUD#BUKTI#*"]`,
}

// needs are the actions behind a call, or behind a field of its input, where they are not
// named like the call. Without s3:ListBucket S3 answers a missing object with 403.
var needs = map[string]string{
	"dynamodb.TransactWriteItems":                     "", // what is in it
	"dynamodb/types.TransactWriteItem.Put":            "dynamodb:PutItem",
	"dynamodb/types.TransactWriteItem.Delete":         "dynamodb:DeleteItem",
	"dynamodb/types.TransactWriteItem.Update":         "dynamodb:UpdateItem",
	"dynamodb/types.TransactWriteItem.ConditionCheck": "dynamodb:ConditionCheckItem",
	"sesv2.SendEmail":                                 "ses:SendEmail",
	"s3.GetObject":                                    "s3:GetObject s3:ListBucket",
	"s3.HeadObject":                                   "s3:GetObject s3:ListBucket",
	"s3.PresignGetObject":                             "s3:GetObject",
	"s3.PresignHeadObject":                            "s3:GetObject",
	"s3.PresignPutObject":                             "s3:PutObject",
	"s3.PresignPostObject":                            "s3:PutObject",
	"s3.HeadBucket":                                   "s3:ListBucket",
	"s3.ListObjectsV2":                                "s3:ListBucket",
	"s3.PutObjectInput.ACL":                           "s3:PutObjectAcl",
	"s3.PutObjectInput.Tagging":                       "s3:PutObjectTagging",
	"s3.PutObjectInput.ObjectLockMode":                "s3:PutObjectRetention",
	"s3.PutObjectInput.ObjectLockLegalHoldStatus":     "s3:PutObjectLegalHold",
	"s3.GetObjectInput.VersionId":                     "s3:GetObjectVersion",
	"s3.HeadObjectInput.VersionId":                    "s3:GetObjectVersion",
}

// idle are calls that the SDK makes by itself where it is set up in ways that ours is not.
var idle = map[string]string{
	"dynamodb.DescribeEndpoints":    "only with endpoint discovery, which nobody switches on",
	"s3.CreateSession":              "only for directory buckets",
	"sts.AssumeRole":                "only with a profile; a function gets its keys from the platform",
	"sts.AssumeRoleWithWebIdentity": "only outside Lambda",
	"sso.GetRoleCredentials":        "only with a profile",
	"ssooidc.CreateToken":           "only with a profile",
	"signin.CreateOAuth2Token":      "only with a profile",
}

// awsCalls are the calls that each function's code can reach, found once for all tests.
var awsCalls = sync.OnceValues(func() (map[string][]string, error) {
	cmd := exec.Command("go", "run", "./infra/calls", "./functions/...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	calls := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		if fn, call, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			calls[fn] = append(calls[fn], call)
		}
	}
	return calls, nil
})

// actionsOf are the actions that calls need, sorted.
func actionsOf(calls []string) []string {
	set := map[string]bool{}
	for _, c := range calls {
		if idle[c] != "" {
			continue
		}
		actions, known := needs[c]
		if !known {
			// The prefix of an action is not always the name of the SDK's package.
			actions = strings.Replace(strings.Replace(c, "cognitoidentityprovider.", "cognito-idp.", 1), ".", ":", 1)
		}
		for _, a := range strings.Fields(actions) {
			set[a] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// union is what is granted on anything, sorted.
func union(on map[string]string) []string {
	set := map[string]bool{}
	for _, actions := range on {
		for _, a := range strings.Fields(actions) {
			set[a] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// TestActions holds the policies to what the code calls.
func TestActions(t *testing.T) {
	calls, err := awsCalls()
	if err != nil {
		t.Fatal(err)
	}
	if len(calls) != len(functions) {
		t.Errorf("got calls of %d functions, want %d", len(calls), len(functions))
	}
	seen := map[string]bool{}
	for _, fn := range functions {
		for _, c := range calls[fn] {
			seen[c] = true
		}
		if got, want := union(grants[fn]), actionsOf(calls[fn]); !slices.Equal(got, want) {
			t.Errorf("%s: granted %v\nits code needs %v", fn, got, want)
		}
		got := granted(t, fn)
		for thing, want := range grants[fn] {
			if g := strings.Join(got[thing], " "); g != want {
				t.Errorf("%s on %s: the template grants %q, want %q", fn, thing, g, want)
			}
		}
		for thing, actions := range got {
			if grants[fn][thing] == "" {
				t.Errorf("%s on %s: the template grants %v, want nothing", fn, thing, actions)
			}
		}
		for _, s := range statements(t, fn) {
			actions, _ := s["Action"].([]any)
			if keys[fn] != "" && slices.Contains(actions, any("dynamodb:PutItem")) {
				equal(t, fn+" keys", s.at("Condition", "ForAllValues:StringLike")["dynamodb:LeadingKeys"], keys[fn])
			}
		}
	}
	for c, why := range idle {
		if !seen[c] {
			t.Errorf("%s: no code reaches it any more (%s)", c, why)
		}
	}
}

// TestActionsOf shows that the comparison above sees an action too many and one too few.
func TestActionsOf(t *testing.T) {
	calls := []string{"dynamodb.Query", "dynamodb.TransactWriteItems", "dynamodb/types.TransactWriteItem.Put", "s3.CreateSession", "s3.PresignPostObject"}
	want := []string{"dynamodb:PutItem", "dynamodb:Query", "s3:PutObject"}
	if got := actionsOf(calls); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, c := range []struct {
		on    map[string]string
		equal bool
	}{
		{map[string]string{"T": "dynamodb:PutItem dynamodb:Query", "B": "s3:PutObject"}, true},
		{map[string]string{"T": "dynamodb:PutItem dynamodb:Query dynamodb:Scan", "B": "s3:PutObject"}, false},
		{map[string]string{"T": "dynamodb:PutItem", "B": "s3:PutObject"}, false},
	} {
		if got := slices.Equal(union(c.on), want); got != c.equal {
			t.Errorf("%v: got equal %v, want %v", c.on, got, c.equal)
		}
	}
}

func statements(t *testing.T, fn string) []node {
	t.Helper()
	var out []node
	policies, _ := function(t, fn)["Policies"].([]any)
	for _, p := range policies {
		list, _ := p.(node)["Statement"].([]any)
		for _, s := range list {
			if cond, ok := s.([]any); ok { // !If [condition, statement, nothing]
				s = cond[1]
			}
			out = append(out, s.(node))
		}
	}
	return out
}

// resourceName finds what an ARN is of: a resource of the stack, or the identity of an
// address that is a parameter.
var resourceName = regexp.MustCompile(`^(?:\$\{)?([A-Za-z]+)\.Arn|:identity/\$\{([A-Za-z]+)\}$`)

// granted are a function's actions by the resource that they are granted on, sorted.
func granted(t *testing.T, fn string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, s := range statements(t, fn) {
		on, _ := s["Resource"].([]any)
		for _, r := range on {
			m := resourceName.FindStringSubmatch(r.(string))
			if m == nil {
				t.Errorf("%s: granted on %v, which is no single resource", fn, r)
				continue
			}
			actions, _ := s["Action"].([]any)
			for _, a := range actions {
				if thing := m[1] + m[2]; !slices.Contains(out[thing], a.(string)) {
					out[thing] = append(out[thing], a.(string))
				}
			}
		}
	}
	for _, actions := range out {
		slices.Sort(actions)
	}
	return out
}
