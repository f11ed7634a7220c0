package sakip

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// What the nouns' Validasi methods share. Each lists every fault it finds under the
// JSON name of the field.

var polaID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$`)

// ValidasiID refuses an identifier that could not stand in an address or a key:
// letters, digits, '.', '_' and '-', at most 80, beginning with a letter or digit.
func ValidasiID(field, id string) error {
	if id == "" {
		return fault.At(field, fault.Required)
	}
	if !polaID.MatchString(id) {
		return fault.At(field, fault.Invalid, "Pengenal hanya boleh huruf, angka, titik, garis bawah dan tanda hubung (paling banyak 80).")
	}
	return nil
}

// kosong tells a text in which nothing can be seen: blanks, and letters without width.
func kosong(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

func wajib(field, s string) error {
	if kosong(s) {
		return fault.At(field, fault.Required)
	}
	return panjang(field, s)
}

// panjangTeks bounds every free text so that a row stays far below the size of an item.
const panjangTeks = 20000

func panjang(field, s string) error {
	if len(s) > panjangTeks {
		return fault.At(field, fault.TooLarge, "20.000 huruf")
	}
	return nil
}

// unik finds ids written twice.
type unik struct {
	jenis string
	l     *fault.List
	seen  map[string]bool
}

func (u *unik) tambah(field, id string) {
	if u.seen == nil {
		u.seen = map[string]bool{}
	}
	if u.seen[id] {
		u.l.Add("", fault.At(field, fault.Duplicate, u.jenis, id))
	}
	u.seen[id] = true
}

func (u *unik) ada(id string) bool { return u.seen[id] }

func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// pilihan refuses a value that is none of those named.
func pilihan[T comparable](l *fault.List, field string, v T, boleh ...T) {
	for _, b := range boleh {
		if v == b {
			return
		}
	}
	l.Add("", fault.At(field, fault.Unknown, "Pilihan", fmt.Sprint(v)))
}

func kunciUrut[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// batasRupiah is a thousand trillion: above any budget, below what overflows a print.
var batasRupiah = decimal.New(1, 18)

// rupiah refuses amounts that are negative, absurd, or finer than a sen.
func rupiah(field string, d decimal.Decimal) error {
	if d.IsNegative() || d.GreaterThanOrEqual(batasRupiah) {
		return fault.At(field, fault.OutOfRange, "0", "999.999.999.999.999.999")
	}
	if !d.Equal(d.Truncate(2)) {
		return fault.At(field, fault.Invalid, "Rupiah ditulis paling banyak dua desimal (sen).")
	}
	return nil
}
