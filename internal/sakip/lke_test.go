package sakip_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// gradasiUji are the grades of PermenPANRB 88/2021; the two best are claimed.
func gradasiUji() []sakip.Gradasi {
	g := func(nama, nilai, bound string, termasuk bool, syarat string) sakip.Gradasi {
		return sakip.Gradasi{Nama: nama, Nilai: des(nilai), LebihDari: des(bound), Termasuk: termasuk, Syarat: syarat, Uraian: nama}
	}
	return []sakip.Gradasi{g("AA", "100", "100", true, "lima tahun"), g("A", "90", "100", true, "setahun"), g("BB", "80", "100", true, ""),
		g("B", "70", "75", false, ""), g("CC", "60", "50", false, ""), g("C", "50", "25", false, ""), g("D", "30", "0", false, ""), g("E", "0", "0", true, "")}
}

// kriteriaUji is a small version: two components, three sub-komponen, six questions.
func kriteriaUji() sakip.KriteriaLKE {
	q := func(id, bobot, otomatis string) sakip.Kriteria {
		return sakip.Kriteria{ID: id, Teks: "Pertanyaan " + id, Bobot: des(bobot), Otomatis: otomatis}
	}
	return sakip.KriteriaLKE{ID: "uji-1", Nama: "Uji", Sumber: "PermenPANRB 88/2021", Mulai: 2021, Skala: "akip",
		Nilai:   map[sakip.JawabanKriteria]decimal.Decimal{sakip.Terpenuhi: des("1"), sakip.SebagianTerpenuhi: des("0.5"), sakip.TidakTerpenuhi: des("0")},
		Gradasi: map[sakip.Dimensi][]sakip.Gradasi{sakip.Keberadaan: gradasiUji(), sakip.Kualitas: gradasiUji(), sakip.Pemanfaatan: gradasiUji()},
		Komponen: []sakip.KomponenLKE{
			{ID: "1", Nama: "Perencanaan", Bobot: des("60"), Sub: []sakip.SubKomponenLKE{
				{ID: "1.a", Nama: "Ada", Dimensi: sakip.Keberadaan, Bobot: des("22.5"), Kriteria: []sakip.Kriteria{q("1.a.1", "1", ""), q("1.a.2", "1", ""), q("1.a.3", "1", "")}},
				{ID: "1.b", Nama: "Baik", Dimensi: sakip.Kualitas, Bobot: des("37.5"), Kriteria: []sakip.Kriteria{q("1.b.1", "3", ""), q("1.b.2", "1", "")}},
			}},
			{ID: "2", Nama: "Evaluasi", Bobot: des("40"), Sub: []sakip.SubKomponenLKE{
				{ID: "2.c", Nama: "Dipakai", Dimensi: sakip.Pemanfaatan, Bobot: des("40"), Kriteria: []sakip.Kriteria{q("2.c.1", "1", "tindak_lanjut_selesai")}},
			}},
		}}
}

// isiLKE are answers written as "1.a.1=ya 1.a=A".
func isiLKE(s string) (out []sakip.JawabanLKE) {
	for _, f := range strings.Fields(s) {
		butir, nilai, _ := strings.Cut(f, "=")
		j := sakip.JawabanLKE{Butir: butir}
		if strings.Count(butir, ".") == 1 {
			j.Gradasi = nilai
		} else {
			j.Jawaban = sakip.JawabanKriteria(nilai)
		}
		out = append(out, j)
	}
	return out
}

// nilaiLKE writes what answers come to: the total, each component, and each sub-komponen
// with its share and grade.
func nilaiLKE(jawaban string) string {
	h := sakip.HitungLKE(kriteriaUji(), sakip.LKE{Mandiri: isiLKE(jawaban)}).Mandiri
	s := fmt.Sprintf("%s %s (%d/%d)", angka(h.Total), h.Predikat, h.N, h.M)
	if !h.Total.Ada() && h.Sementara != nil {
		s += fmt.Sprintf(" sementara %s dari %s", h.Sementara.String(), h.BobotSementara.String())
	}
	for _, c := range h.Komponen {
		s += fmt.Sprintf("; %s %s", c.ID, angka(c.Nilai))
		for _, x := range c.Sub {
			s += fmt.Sprintf(", %s %s%% %s %s", x.ID, angka(x.Bagian), x.Gradasi, angka(x.Nilai))
			if x.TakSampai {
				s += " tak sampai " + x.Diakui
			}
		}
	}
	return s
}

// contohLKE is the evaluation by hand. 1.a: 2 of 3 → 66,67 % → CC: 60 % of 22,5 = 13,5.
// 1.b: (3 × ½ + 1) ÷ 4 = 62,5 % → CC: 22,5. 2.c: all of it, A claimed → 36. Together 72.
func contohLKE() []contoh {
	const (
		kBagian = "share of the answered criteria that is fulfilled"
		kKelas  = "> 100 Sangat Baik"
	)
	return []contoh{
		{"LKE, answered whole", kBagian, nilaiLKE("1.a.1=ya 1.a.2=ya 1.a.3=tidak 1.b.1=sebagian 1.b.2=ya 2.c.1=ya 2.c=A"),
			"72 BB (6/6); 1 36, 1.a 66.666666666667% CC 13.5, 1.b 62.5% CC 22.5; 2 36, 2.c 100% A 36"},
		{"LKE, nothing is answered", kBagian, nilaiLKE(""),
			"? belum_dijawab  (0/6); 1 ? belum_dijawab, 1.a ? belum_dijawab%  ? belum_dijawab, 1.b ? belum_dijawab%  ? belum_dijawab; 2 ? belum_dijawab, 2.c ? belum_dijawab%  ? belum_dijawab"},
		{"LKE, a blank is no no", kBagian, nilaiLKE("1.a.1=ya 1.b.1=ya 1.b.2=ya"),
			"? belum_dijawab  (3/6) sementara 48 dari 60; 1 ? belum_dijawab, 1.a 100% BB ? belum_dijawab, 1.b 100% BB 30; 2 ? belum_dijawab, 2.c ? belum_dijawab%  ? belum_dijawab"},
		{"LKE, all no", kBagian, nilaiLKE("1.a.1=tidak 1.a.2=tidak 1.a.3=tidak 1.b.1=tidak 1.b.2=tidak 2.c.1=tidak"),
			"0 D (6/6); 1 0, 1.a 0% E 0, 1.b 0% E 0; 2 0, 2.c 0% E 0"},
		{"LKE, a claim without the criteria", kBagian, nilaiLKE("1.a.1=ya 1.a.2=ya 1.a.3=sebagian 1.a=AA 1.b.1=ya 1.b.2=tidak 2.c.1=sebagian"),
			"58.25 CC (6/6); 1 38.25, 1.a 83.333333333333% B 15.75 tak sampai AA, 1.b 75% CC 22.5; 2 20, 2.c 50% C 20"},
		{"LKE, everything", kBagian, nilaiLKE("1.a.1=ya 1.a.2=ya 1.a.3=ya 1.a=AA 1.b.1=ya 1.b.2=ya 1.b=AA 2.c.1=ya 2.c=AA"),
			"100 AA (6/6); 1 60, 1.a 100% AA 22.5, 1.b 100% AA 37.5; 2 40, 2.c 100% AA 40"},
		{"LKE, exactly 80 is not above 80", kKelas, nilaiLKE("1.a.1=ya 1.a.2=ya 1.a.3=ya 1.b.1=ya 1.b.2=ya 2.c.1=ya"),
			"80 BB (6/6); 1 48, 1.a 100% BB 18, 1.b 100% BB 30; 2 32, 2.c 100% BB 32"},
	}
}

// TestNilaiLKEInFractions holds what random answers come to against a reckoning of its own
// in exact fractions.
func TestNilaiLKEInFractions(t *testing.T) {
	kr := kriteriaUji()
	rnd := rand.New(rand.NewPCG(88, 2021))
	rat := func(d decimal.Decimal) *big.Rat { return d.Rat() }
	for range 2000 {
		var jawaban []sakip.JawabanLKE
		total := new(big.Rat)
		for _, c := range kr.Komponen {
			for _, s := range c.Sub {
				diakui := []string{"", "A", "AA"}[rnd.IntN(3)]
				if diakui != "" {
					jawaban = append(jawaban, sakip.JawabanLKE{Butir: s.ID, Gradasi: diakui})
				}
				n, m := new(big.Rat), new(big.Rat)
				for _, q := range s.Kriteria {
					j := sakip.SemuaJawaban[rnd.IntN(3)]
					jawaban = append(jawaban, sakip.JawabanLKE{Butir: q.ID, Jawaban: j})
					bagian := map[sakip.JawabanKriteria]*big.Rat{sakip.Terpenuhi: big.NewRat(1, 1), sakip.SebagianTerpenuhi: big.NewRat(1, 2), sakip.TidakTerpenuhi: new(big.Rat)}[j]
					n.Add(n, new(big.Rat).Mul(bagian, rat(q.Bobot)))
					m.Add(m, rat(q.Bobot))
				}
				share := new(big.Rat).Quo(n, m)
				lewat := func(a, b int64) bool { return share.Cmp(big.NewRat(a, b)) > 0 }
				nilai := int64(0)
				switch {
				case share.Cmp(big.NewRat(1, 1)) == 0:
					nilai = map[string]int64{"": 80, "A": 90, "AA": 100}[diakui]
				case lewat(3, 4):
					nilai = 70
				case lewat(1, 2):
					nilai = 60
				case lewat(1, 4):
					nilai = 50
				case lewat(0, 1):
					nilai = 30
				}
				total.Add(total, new(big.Rat).Mul(big.NewRat(nilai, 100), rat(s.Bobot)))
			}
		}
		rnd.Shuffle(len(jawaban), func(i, j int) { jawaban[i], jawaban[j] = jawaban[j], jawaban[i] })
		h := sakip.HitungLKE(kr, sakip.LKE{Penilai: jawaban}).Penilai
		if !h.Total.Ada() || h.Total.Nilai.Rat().Cmp(total) != 0 {
			t.Fatalf("%v: got %s, want %s", jawaban, angka(h.Total), total.FloatString(10))
		}
	}
}

func TestKriteriaLKEValidasi(t *testing.T) {
	if err := kriteriaUji().Validasi(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		nama string
		ubah func(*sakip.KriteriaLKE)
		want string
	}{
		{"components that do not make 100", func(k *sakip.KriteriaLKE) { k.Komponen = k.Komponen[:1] }, "komponen invalid"},
		{"a component that its parts do not make", func(k *sakip.KriteriaLKE) { k.Komponen[0].Sub[0].Bobot = des("22") }, "komponen[0].bobot invalid"},
		{"a weight of nothing", func(k *sakip.KriteriaLKE) { k.Komponen[0].Sub[1].Kriteria[0].Bobot = des("0") }, "komponen[0].subkomponen[1].kriteria[0].bobot invalid"},
		{"an id twice", func(k *sakip.KriteriaLKE) { k.Komponen[1].Sub[0].Kriteria[0].ID = "1.a" }, "komponen[1].subkomponen[0].kriteria[0].id duplicate"},
		{"no questions", func(k *sakip.KriteriaLKE) { k.Komponen[1].Sub[0].Kriteria = nil }, "komponen[1].subkomponen[0].kriteria required"},
		{"a key that nothing answers", func(k *sakip.KriteriaLKE) { k.Komponen[0].Sub[0].Kriteria[0].Otomatis = "x" }, "komponen[0].subkomponen[0].kriteria[0].otomatis unknown"},
		{"no scale", func(k *sakip.KriteriaLKE) { k.Skala = "x" }, "skala unknown"},
		{"an answer without a value", func(k *sakip.KriteriaLKE) { delete(k.Nilai, sakip.SebagianTerpenuhi) }, "nilai_jawaban.sebagian required"},
		{"an answer that nobody gives", func(k *sakip.KriteriaLKE) { k.Nilai["lain"] = des("1") }, "nilai_jawaban.lain unknown"},
		{"a no that counts", func(k *sakip.KriteriaLKE) { k.Nilai[sakip.TidakTerpenuhi] = des("0.1") }, "nilai_jawaban.tidak invalid"},
		{"more than all", func(k *sakip.KriteriaLKE) { k.Nilai[sakip.SebagianTerpenuhi] = des("1.1") }, "nilai_jawaban.sebagian out_of_range"},
		{"grades the wrong way round", func(k *sakip.KriteriaLKE) { slices.Reverse(k.Gradasi[sakip.Kualitas]) }, "gradasi.kualitas.gradasi[1].nilai invalid"},
		{"a gap below", func(k *sakip.KriteriaLKE) { k.Gradasi[sakip.Kualitas] = k.Gradasi[sakip.Kualitas][:7] }, "gradasi.kualitas.gradasi[6] invalid"},
		{"no grades", func(k *sakip.KriteriaLKE) { delete(k.Gradasi, sakip.Pemanfaatan) }, "gradasi.pemanfaatan required"},
		{"no such dimension", func(k *sakip.KriteriaLKE) { k.Komponen[1].Sub[0].Dimensi = "x" }, "komponen[1].subkomponen[0].dimensi unknown"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			k := kriteriaUji()
			c.ubah(&k)
			f := fault.All(k.Validasi())
			if len(f) == 0 || f[0].Field+" "+string(f[0].Code) != c.want {
				t.Errorf("got %v, want %s", f, c.want)
			}
		})
	}
}

func TestKriteriaBerlaku(t *testing.T) {
	semua := []sakip.KriteriaLKE{{ID: "b", Mulai: 2025}, {ID: "a", Mulai: 2021}}
	for tahun, want := range map[int]string{2020: "", 2021: "a", 2024: "a", 2025: "b", 2030: "b"} {
		if k, ok := sakip.KriteriaBerlaku(semua, tahun); k.ID != want || ok != (want != "") {
			t.Errorf("%d: got %q, %v, want %q", tahun, k.ID, ok, want)
		}
	}
}

// TestAlurLKE takes every step from every status.
func TestAlurLKE(t *testing.T) {
	want := map[string]sakip.StatusLKE{"draf ajukan": sakip.LKEDiajukan, "diajukan kembalikan": sakip.LKEDraf, "diajukan nilai": sakip.LKEDinilai,
		"dinilai nilai_ulang": sakip.LKEDiajukan, "dinilai finalkan": sakip.LKEFinal, "final buka_kembali": sakip.LKEDiajukan}
	pada := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	o := sakip.Orang{Sub: "s", Nama: "N"}
	for _, status := range sakip.SemuaStatusLKE {
		for _, tahap := range sakip.SemuaTahapLKE {
			k := sakip.LKE{Status: status, Langkah: []sakip.LangkahLKE{{Tahap: sakip.LKEAjukan}}}
			got, err := k.Lanjutkan(tahap, o, " Karena itu. ", pada)
			ke, boleh := want[string(status)+" "+string(tahap)]
			if k.BolehTahap(tahap) != boleh {
				t.Errorf("%s %s: got boleh %v, want %v", status, tahap, !boleh, boleh)
			}
			switch {
			case !boleh:
				if fault.CodeOf(err) != fault.Locked || fault.All(err)[0].Args[1] == "" {
					t.Errorf("%s %s: got %v, want locked, with who can change it", status, tahap, err)
				}
			case err != nil || got.Status != ke || len(got.Langkah) != 2 || got.Langkah[1] != (sakip.LangkahLKE{Tahap: tahap, Teks: "Karena itu.", Oleh: "s", Nama: "N", Pada: pada}):
				t.Errorf("%s %s: got %+v, %v, want %s", status, tahap, got, err, ke)
			case len(k.Langkah) != 1:
				t.Errorf("%s %s: the sheet as it was has changed", status, tahap)
			}
		}
	}
	for tahap, dari := range map[sakip.TahapLKE]sakip.StatusLKE{sakip.LKEKembalikan: sakip.LKEDiajukan, sakip.LKEBuka: sakip.LKEFinal} {
		if _, err := (sakip.LKE{Status: dari}).Lanjutkan(tahap, o, " ", pada); fault.CodeOf(err) != fault.Required {
			t.Errorf("%s without a text: got %v, want required", tahap, err)
		}
	}
	if _, err := (sakip.LKE{Status: sakip.LKEDraf}).Lanjutkan("x", o, "", pada); fault.CodeOf(err) != fault.Unknown {
		t.Errorf("no such step: got %v, want unknown", err)
	}
	for _, status := range sakip.SemuaStatusLKE {
		for _, sisi := range sakip.SemuaSisi {
			boleh := status == sakip.LKEDraf && sisi == sakip.SisiMandiri || status == sakip.LKEDiajukan && sisi == sakip.SisiPenilai
			if err := (sakip.LKE{Status: status}).BolehJawab(sisi); (err == nil) != boleh {
				t.Errorf("%s answers while %q: got %v, want allowed %v", sisi, status, err, boleh)
			}
		}
		k := sakip.LKE{Status: status, Penilai: isiLKE("1.a.1=ya"), Saran: []sakip.SaranLKE{{ID: "1"}}}.TanpaPenilaian()
		if tampak := status == sakip.LKEDinilai || status == sakip.LKEFinal; status != sakip.LKEBelum && (len(k.Penilai) == 1 && len(k.Saran) == 1) != tampak {
			t.Errorf("%s: got the evaluation shown %v, want %v", status, !tampak, tampak)
		}
	}
}

func TestValidasiJawabanLKE(t *testing.T) {
	kr := kriteriaUji()
	banyak := make([]string, 21)
	for n := range banyak {
		banyak[n] = fmt.Sprint("b", n)
	}
	mandiri := sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi}
	for _, c := range []struct {
		nama string
		sisi sakip.SisiLKE
		j    sakip.JawabanLKE
		lain sakip.JawabanLKE
		want string
	}{
		{"an answer", sakip.SisiMandiri, mandiri, sakip.JawabanLKE{}, ""},
		{"no answer", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1"}, sakip.JawabanLKE{}, "jawaban unknown"},
		{"no such thing", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "9", Jawaban: sakip.Terpenuhi}, sakip.JawabanLKE{}, "butir unknown"},
		{"a component is no thing to answer", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1", Jawaban: sakip.Terpenuhi}, sakip.JawabanLKE{}, "butir unknown"},
		{"a grade of a criterion", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi, Gradasi: "A"}, sakip.JawabanLKE{}, "gradasi invalid"},
		{"a claim", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A", Catatan: "Sejak 2020."}, sakip.JawabanLKE{}, ""},
		{"a claim that nothing shows", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A"}, sakip.JawabanLKE{}, "catatan invalid"},
		{"a claim of what follows by itself", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a", Gradasi: "BB", Catatan: "x"}, sakip.JawabanLKE{}, "gradasi unknown"},
		{"an answer of a sub-komponen", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A", Catatan: "x", Jawaban: sakip.Terpenuhi}, sakip.JawabanLKE{}, "jawaban invalid"},
		{"who evaluates agrees", sakip.SisiPenilai, mandiri, mandiri, ""},
		{"who evaluates differs without a reason", sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.TidakTerpenuhi, Catatan: " "}, mandiri, "catatan invalid"},
		{"with a reason", sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.TidakTerpenuhi, Catatan: "Tidak ditandatangani."}, mandiri, ""},
		{"who evaluates claims a grade", sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A", Catatan: "Benar."}, sakip.JawabanLKE{}, ""},
		{"a claim is not recognised", sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a", Catatan: "Baru tahun ini."}, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A"}, ""},
		{"and nobody says why", sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a"}, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A"}, "catatan invalid"},
		{"nothing was claimed", sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a", Catatan: "x"}, sakip.JawabanLKE{}, "gradasi unknown"},
		{"the agency does not recognise itself", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a", Catatan: "x"}, sakip.JawabanLKE{Butir: "1.a", Gradasi: "A"}, "gradasi unknown"},
		{"a file twice", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi, Bukti: []string{"b", "b"}}, sakip.JawabanLKE{}, "bukti[1] duplicate"},
		{"too many files", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi, Bukti: banyak}, sakip.JawabanLKE{}, "bukti too_large"},
		{"a pointer to nothing known", sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi, Rujukan: []sakip.Rujukan{{Jenis: "x"}}}, sakip.JawabanLKE{}, "rujukan[0].jenis unknown"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			got := ""
			if f := fault.All(kr.ValidasiJawaban(c.sisi, c.j, c.lain)); len(f) > 0 {
				got = f[0].Field + " " + string(f[0].Code)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSiapDiajukan(t *testing.T) {
	kr := kriteriaUji()
	lengkap := "1.a.1=ya 1.a.2=ya 1.a.3=ya 1.b.1=ya 1.b.2=ya 2.c.1=ya"
	k := sakip.LKE{Mandiri: isiLKE("1.a.1=ya"), Penilai: isiLKE(lengkap)}
	var field []string
	for _, f := range fault.All(k.SiapDiajukan(kr, sakip.SisiMandiri)) {
		field = append(field, f.Field)
	}
	if want := []string{"1.a.2", "1.a.3", "1.b.1", "1.b.2", "2.c.1"}; !slices.Equal(field, want) {
		t.Errorf("not answered: got %v, want %v", field, want)
	}
	if err := k.SiapDiajukan(kr, sakip.SisiPenilai); err != nil {
		t.Errorf("who evaluates: got %v, want none", err)
	}
	k.Mandiri = isiLKE(strings.Replace(lengkap, "2.c.1=ya", "2.c.1=tidak", 1))
	if f := fault.All(k.SiapDiajukan(kr, sakip.SisiPenilai)); len(f) != 1 || f[0].Field != "2.c.1" || f[0].Code != fault.Invalid {
		t.Errorf("an answer that differs without a reason: got %v", f)
	}
	if err := k.SiapDiajukan(kr, sakip.SisiMandiri); err != nil {
		t.Errorf("the agency: got %v, want none", err)
	}
	k.Mandiri = isiLKE(lengkap + " 1.a=A 1.b=AA")
	k.Penilai = isiLKE(strings.Replace(lengkap, "1.b.2=ya", "1.b.2=sebagian", 1))
	k.Penilai[4].Catatan = "Sebagian saja."
	if f := fault.All(k.SiapDiajukan(kr, sakip.SisiPenilai)); len(f) != 1 || f[0].Field != "1.a" {
		t.Errorf("a claim that would count and one that would not: got %v, want the first", f)
	}
	k.Penilai = append(k.Penilai, sakip.JawabanLKE{Butir: "1.a", Catatan: "Baru tahun ini."})
	if err := k.SiapDiajukan(kr, sakip.SisiPenilai); err != nil {
		t.Errorf("not recognised, with the reason: got %v, want none", err)
	}
	if m, p := k.DuaSisi("1.a"); !sakip.Berbeda(m, p) || sakip.HitungLKE(kr, k).Penilai.Komponen[0].Sub[0].Gradasi != "BB" {
		t.Error("what is not recognised differs from what is claimed, and does not count")
	}
}

// TestSalurkan brings recommendations to the year after: once, corrected, taken back.
func TestSalurkan(t *testing.T) {
	saran := func(id, teks string) sakip.SaranLKE {
		return sakip.SaranLKE{ID: id, Kriteria: "1.a.1", Uraian: teks, Tenggat: "2024-06-30"}
	}
	k := sakip.LKE{Tahun: 2023, Status: sakip.LKEFinal, Saran: []sakip.SaranLKE{saran("s1", "Satu"), saran("s2", "Dua")}}
	ada := []sakip.Rekomendasi{{No: 1, Uraian: "Lama", Hasil: sakip.TuntasSesuai}, {No: 3, Uraian: "Lain", Hasil: sakip.BelumDitindaklanjut}}
	pakai := func(ada []sakip.Rekomendasi, k sakip.LKE) []sakip.Rekomendasi {
		t.Helper()
		tulis, hapus, err := k.Salurkan(ada)
		if err != nil {
			t.Fatal(err)
		}
		out := slices.DeleteFunc(slices.Clone(ada), func(r sakip.Rekomendasi) bool {
			return slices.Contains(hapus, r.No) || slices.ContainsFunc(tulis, func(x sakip.Rekomendasi) bool { return x.No == r.No })
		})
		out = append(out, tulis...)
		slices.SortFunc(out, func(a, b sakip.Rekomendasi) int { return a.No - b.No })
		for _, r := range out {
			if err := r.Validasi(); err != nil {
				t.Errorf("%d: %v", r.No, err)
			}
		}
		if tulis, hapus, _ := k.Salurkan(out); len(tulis)+len(hapus) > 0 {
			t.Errorf("again: got %v and %v, want nothing", tulis, hapus)
		}
		return out
	}
	baca := func(list []sakip.Rekomendasi) (s string) {
		for _, r := range list {
			asal := ""
			if r.Asal != nil {
				asal = fmt.Sprintf(" dari %d %s dicabut %v", r.Asal.Tahun, r.Asal.Saran, r.Asal.Dicabut)
			}
			s += fmt.Sprintf("%d %s %s%s\n", r.No, r.Uraian, r.Hasil, asal)
		}
		return s
	}
	got := pakai(ada, k)
	if want := "1 Lama TS\n2 Satu BT dari 2023 s1 dicabut false\n3 Lain BT\n4 Dua BT dari 2023 s2 dicabut false\n"; baca(got) != want {
		t.Errorf("first:\n%swant\n%s", baca(got), want)
	}
	got[1].TindakLanjut, got[1].Hasil = "Sudah disusun", sakip.TindakLanjutBelum
	k.Saran = []sakip.SaranLKE{saran("s2", "Dua, diperbaiki"), saran("s3", "Tiga")}
	got = pakai(got, k)
	if want := "1 Lama TS\n2 Satu TB dari 2023 s1 dicabut true\n3 Lain BT\n4 Dua, diperbaiki BT dari 2023 s2 dicabut false\n5 Tiga BT dari 2023 s3 dicabut false\n"; baca(got) != want {
		t.Errorf("corrected:\n%swant\n%s", baca(got), want)
	}
	if got[1].Berlaku() || !got[2].Berlaku() {
		t.Error("what was taken back is to be followed up no more, all else is")
	}
	k.Saran = []sakip.SaranLKE{saran("s1", "Satu")}
	got = pakai(got, k)
	if want := "1 Lama TS\n2 Satu TB dari 2023 s1 dicabut false\n3 Lain BT\n"; baca(got) != want {
		t.Errorf("given again:\n%swant\n%s", baca(got), want)
	}
	k.Status = sakip.LKEDinilai
	k.Saran = nil
	if tulis, hapus, err := k.Salurkan(got); len(tulis)+len(hapus) > 0 || err != nil {
		t.Errorf("not final: got %v, %v, %v, want nothing", tulis, hapus, err)
	}
	k.Status, k.Saran = sakip.LKEFinal, []sakip.SaranLKE{saran("x", "X")}
	var penuh []sakip.Rekomendasi
	for no := range 999 {
		penuh = append(penuh, sakip.Rekomendasi{No: no + 1})
	}
	if _, _, err := k.Salurkan(penuh); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("no number left: got %v, want too_large", err)
	}
}
