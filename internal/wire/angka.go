package wire

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// Angka is a decimal on the wire: the text that was written, never a float. It is
// written as a JSON string, which keeps 99.40 apart from 99.4, and read from a string
// or a number literal. The zero Angka is unknown: null, "" or absent, never 0.
type Angka struct {
	teks    string
	literal bool // stood without quotes
}

// AngkaDari is d with the decimals it has.
func AngkaDari(d decimal.Decimal) Angka { return Angka{teks: sakip.Teks(d)} }

// AngkaDariAda is AngkaDari of a value that may be unknown.
func AngkaDariAda(d *decimal.Decimal) Angka {
	if d == nil {
		return Angka{}
	}
	return AngkaDari(*d)
}

// IsZero tells whether the value is unknown; encoding/json asks it for omitzero.
func (a Angka) IsZero() bool { return a.teks == "" }

// MarshalJSON writes a string, or null for an unknown value.
func (a Angka) MarshalJSON() ([]byte, error) {
	if a.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(a.teks)
}

// UnmarshalJSON keeps what was written. Anything but a string or a number is kept
// too and is no number when it is read: only then is the path of its field known.
func (a *Angka) UnmarshalJSON(b []byte) error {
	*a = Angka{}
	switch {
	case string(b) == "null":
		return nil
	case b[0] != '"':
		a.teks, a.literal = string(b), true
		return nil
	}
	if err := json.Unmarshal(b, &a.teks); err != nil {
		return fmt.Errorf("text of a number: %w", err)
	}
	return nil
}

// Kanonik reads the writing of machines (98.94, no exponent), nil for unknown. A
// fault is added under field. Codes: NotANumber, NumberTooLong.
func (a Angka) Kanonik(field string, l *fault.List) *decimal.Decimal {
	return a.baca(field, l, locale.ParseCanonical)
}

// Bebas reads what people may have written: a string in either writing as the kind of
// the field resolves it, a number literal as Kanonik. Codes: those of locale.Parse.
func (a Angka) Bebas(field string, kind locale.Kind, l *fault.List) *decimal.Decimal {
	if a.literal {
		return a.Kanonik(field, l)
	}
	return a.baca(field, l, func(s string) (decimal.Decimal, error) { return locale.Parse(s, kind) })
}

func (a Angka) baca(field string, l *fault.List, parse func(string) (decimal.Decimal, error)) *decimal.Decimal {
	if a.IsZero() {
		return nil
	}
	d, err := parse(a.teks)
	if err != nil {
		l.Add(field, err)
		return nil
	}
	return &d
}

// wajib is Kanonik of a value that the domain can't be without; unknown is Required.
func (a Angka) wajib(field string, l *fault.List) decimal.Decimal {
	if a.IsZero() {
		l.Add("", fault.At(field, fault.Required))
		return decimal.Decimal{}
	}
	if d := a.Kanonik(field, l); d != nil {
		return *d
	}
	return decimal.Decimal{}
}

// petaAngka writes a map of known values.
func petaAngka[K comparable](m map[K]decimal.Decimal) map[K]Angka {
	if len(m) == 0 {
		return nil
	}
	out := make(map[K]Angka, len(m))
	for k, d := range m {
		out[k] = AngkaDari(d)
	}
	return out
}

// petaDesimal reads a map of values; one that is unknown is left out.
func petaDesimal[K int | string](field string, m map[K]Angka, l *fault.List) map[K]decimal.Decimal {
	if len(m) == 0 {
		return nil
	}
	out := make(map[K]decimal.Decimal, len(m))
	for _, k := range kunciUrut(m) {
		if d := m[k].Kanonik(fmt.Sprintf("%s.%v", field, k), l); d != nil {
			out[k] = *d
		}
	}
	return out
}
