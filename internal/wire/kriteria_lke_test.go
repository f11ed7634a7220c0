package wire

import (
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// TestKriteriaLKE reads every version that the program has.
func TestKriteriaLKE(t *testing.T) {
	semua, err := SemuaKriteriaLKE()
	if err != nil {
		t.Fatal(err)
	}
	if len(semua) == 0 {
		t.Fatal("got no version of the criteria")
	}
	for _, k := range semua {
		if len(k.Komponen) != 4 {
			t.Errorf("%s: got %d komponen, want 4", k.ID, len(k.Komponen))
		}
		var dimensi []sakip.Dimensi
		for _, s := range k.Komponen[0].Sub {
			dimensi = append(dimensi, s.Dimensi)
		}
		if len(dimensi) != 3 {
			t.Errorf("%s: got dimensions %v of the first komponen, want three", k.ID, dimensi)
		}
	}
}

// TestUraiKriteriaLKE shows that a version that does not add up is no version.
func TestUraiKriteriaLKE(t *testing.T) {
	b, err := berkasLKE.ReadFile("lke/permenpanrb-88-2021.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		nama, dari, ke string
		code           fault.Code
		field          string
	}{
		{"as it is", "", "", "", ""},
		{"weights that do not sum", `"bobot": "12.5"`, `"bobot": "12"`, fault.Invalid, "komponen[3].bobot"},
		{"a question twice", `"id": "1.a.2"`, `"id": "1.a.1"`, fault.Duplicate, "komponen[0].subkomponen[0].kriteria[1].id"},
		{"a key that nothing answers", `"otomatis": "lkjip_ada"`, `"otomatis": "lkjip"`, fault.Unknown, "komponen[2].subkomponen[0].kriteria[0].otomatis"},
		{"no number", `"bobot": "12.5"`, `"bobot": "12,5"`, fault.NotANumber, "komponen[3].subkomponen[2].bobot"},
		{"a field that nobody knows", `"skala"`, `"skala2"`, fault.Internal, ""},
	} {
		t.Run(c.nama, func(t *testing.T) {
			text := string(b)
			if c.dari != "" && strings.Count(text, c.dari) < 1 {
				t.Fatalf("%q is not in the file", c.dari)
			}
			if c.dari != "" {
				text = strings.Replace(text, c.dari, c.ke, 1)
			}
			_, err := uraiKriteriaLKE([]byte(text))
			if got := fault.CodeOf(err); got != c.code {
				t.Fatalf("got %q (%v), want %q", got, err, c.code)
			}
			if c.field != "" && fault.All(err)[0].Field != c.field {
				t.Errorf("got field %q, want %q", fault.All(err)[0].Field, c.field)
			}
		})
	}
}
