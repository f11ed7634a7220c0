package sakip_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

func id(kode string) *sakip.IdentitasBaris { return &sakip.IdentitasBaris{Kode: kode} }

func barisPagu(kode, induk, pagu string) sakip.BarisAnggaran {
	return sakip.BarisAnggaran{IdentitasBaris: *id(kode), Induk: induk, Nama: "Baris " + kode, Tingkat: sakip.TingkatProgram, Pagu: ada(pagu)}
}

func versiUji() sakip.VersiAnggaran {
	return sakip.VersiAnggaran{Versi: "induk", Jenis: sakip.AnggaranInduk, Tanggal: "2023-01-02", Baris: []sakip.BarisAnggaran{
		barisPagu("D", "", ""), barisPagu("P1", "D", ""), barisPagu("K1", "P1", "10"), barisPagu("K2", "P1", "20"), barisPagu("P2", "D", "5")}}
}

// garis writes a version as code<parent=pagu, in order.
func garis(v sakip.VersiAnggaran) string {
	var out []string
	for _, b := range v.Baris {
		s := b.Kode + "<" + b.Induk
		if b.Pagu != nil {
			s += "=" + b.Pagu.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestUbahAnggaran(t *testing.T) {
	ubah := func(asal string, b sakip.BarisAnggaran) sakip.UbahBaris {
		return sakip.UbahBaris{BarisAnggaran: b, Asal: id(asal)}
	}
	hapus := func(kode string) sakip.UbahBaris { return sakip.UbahBaris{Asal: id(kode), Hapus: true} }
	tambah := func(b sakip.BarisAnggaran) sakip.UbahBaris { return sakip.UbahBaris{BarisAnggaran: b} }
	const utuh = "D< P1<D K1<P1=10 K2<P1=20 P2<D=5"
	for _, c := range []struct {
		name  string
		ubah  []sakip.UbahBaris
		want  string
		salah []string // field code, of each fault
	}{
		{"nothing", nil, utuh, nil},
		{"the same", []sakip.UbahBaris{ubah("K1", barisPagu("K1", "", "10")), ubah("P1", barisPagu("P1", "", ""))}, utuh, nil},
		{"another pagu", []sakip.UbahBaris{ubah("K1", barisPagu("K1", "", "11"))}, "D< P1<D K1<P1=11 K2<P1=20 P2<D=5", nil},
		{"a row keeps its parent", []sakip.UbahBaris{ubah("K1", barisPagu("K1", "P2", "10"))}, utuh, nil},
		{"a code with rows below", []sakip.UbahBaris{ubah("P1", barisPagu("X1", "", ""))}, "D< X1<D K1<X1=10 K2<X1=20 P2<D=5", nil},
		{"two codes exchanged", []sakip.UbahBaris{ubah("P1", barisPagu("P2", "", "")), ubah("P2", barisPagu("P1", "", "5"))}, "D< P2<D K1<P2=10 K2<P2=20 P1<D=5", nil},
		{"out", []sakip.UbahBaris{hapus("K2")}, "D< P1<D K1<P1=10 P2<D=5", nil},
		{"out with all below", []sakip.UbahBaris{hapus("P1"), hapus("K1"), hapus("K2")}, "D< P2<D=5", nil},
		{"below first", []sakip.UbahBaris{hapus("P1")}, "", []string{"baris[0].hapus invalid"}},
		{"more", []sakip.UbahBaris{tambah(barisPagu("K3", "P1", "7"))}, "D< P1<D K1<P1=10 K2<P1=20 K3<P1=7 P2<D=5", nil},
		{"more at the top", []sakip.UbahBaris{tambah(barisPagu("E", "", "7"))}, utuh + " E<=7", nil},
		{"more under a new row", []sakip.UbahBaris{tambah(barisPagu("P3", "D", "")), tambah(barisPagu("K9", "P3", "1"))}, utuh + " P3<D K9<P3=1", nil},
		{"broken down", []sakip.UbahBaris{ubah("P2", barisPagu("P2", "", "5")), tambah(barisPagu("K5", "P2", "5"))}, "D< P1<D K1<P1=10 K2<P1=20 P2<D K5<P2=5", nil},
		{"a sum that fits", []sakip.UbahBaris{ubah("P1", barisPagu("P1", "", "30"))}, utuh, nil},
		{"a sum that does not", []sakip.UbahBaris{ubah("P1", barisPagu("P1", "", "31"))}, "", []string{"baris[0].pagu invalid"}},
		{"a leaf without pagu", []sakip.UbahBaris{ubah("K2", barisPagu("K2", "", "20")), ubah("K1", barisPagu("K1", "", ""))}, "", []string{"baris[1].pagu required"}},
		{"a row that is gone", []sakip.UbahBaris{ubah("K7", barisPagu("K7", "", "1"))}, "", []string{"baris[0].kode unknown"}},
		{"one identity twice", []sakip.UbahBaris{tambah(barisPagu("K1", "P1", "7"))}, "", []string{"baris[0].kode duplicate"}},
		{"no such parent", []sakip.UbahBaris{tambah(barisPagu("K8", "P9", "7"))}, "", []string{"baris[0].induk unknown"}},
		{"last child out", []sakip.UbahBaris{hapus("K1"), hapus("K2")}, "", []string{" invalid"}},
		{"last child out, parent a leaf", []sakip.UbahBaris{hapus("K1"), hapus("K2"), ubah("P1", barisPagu("P1", "", "9"))}, "D< P1<D=9 P2<D=5", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := versiUji()
			got, err := v.Ubah(c.ubah)
			var salah []string
			for _, f := range fault.All(err) {
				salah = append(salah, f.Field+" "+string(f.Code))
			}
			if !slices.Equal(salah, c.salah) {
				t.Fatalf("faults: got %q, want %q", salah, c.salah)
			}
			if err == nil && garis(got) != c.want {
				t.Errorf("got  %s\nwant %s", garis(got), c.want)
			}
			if s := garis(v); s != utuh {
				t.Errorf("the version itself became %s", s)
			}
		})
	}
}

// Rows of a part sent back as they are change nothing; a pagu changes itself alone.
func TestUbahTouchesWhatItNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, _ := tahunUji(t)
		v := rapid.SampledFrom(d.Anggaran).Draw(t, "version")
		var ubah []sakip.UbahBaris
		pilih := rapid.SliceOfNDistinct(rapid.IntRange(0, len(v.Baris)-1), 0, 9, rapid.ID).Draw(t, "rows")
		for _, n := range pilih {
			ubah = append(ubah, sakip.UbahBaris{BarisAnggaran: v.Baris[n], Asal: &v.Baris[n].IdentitasBaris})
		}
		got, err := v.Ubah(ubah)
		if err != nil || !reflect.DeepEqual(got, v) {
			t.Fatalf("unchanged rows: got %v, %s", err, garis(got))
		}
		n := rapid.SampledFrom(daunVersi(v)).Draw(t, "leaf")
		b := v.Baris[n]
		lebih := b.Pagu.Add(decimal.NewFromInt(7))
		b.Pagu = &lebih
		got, err = v.Ubah([]sakip.UbahBaris{{BarisAnggaran: b, Asal: &b.IdentitasBaris}})
		if err != nil || !got.Total().Equal(v.Total().Add(decimal.NewFromInt(7))) {
			t.Fatalf("one pagu: got %v, %s of %s", err, got.Total(), v.Total())
		}
		beda := 0
		for _, x := range sakip.BandingkanAnggaran(v, got) {
			if !x.Sama() {
				beda++
				if !x.Selisih().Equal(decimal.NewFromInt(7)) {
					t.Errorf("%s: got a difference of %s", x.Ke.Kode, x.Selisih())
				}
			}
		}
		if want := len(leluhur(v, b.Kode)); beda != want {
			t.Errorf("rows that differ: got %d, want %d: the leaf and the codes above it", beda, want)
		}
	})
}

// daunVersi are the leaves of a version.
func daunVersi(v sakip.VersiAnggaran) []int {
	var out []int
	for n, b := range v.Baris {
		if b.Pagu != nil {
			out = append(out, n)
		}
	}
	return out
}

// leluhur are a row and all above it, by identity: what a code's rows are is several.
func leluhur(v sakip.VersiAnggaran, kode string) []string {
	induk, banyak := map[string]string{}, map[string]int{}
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
		banyak[b.Kode]++
	}
	out := []string{kode}
	for k := induk[kode]; k != ""; k = induk[k] {
		for range banyak[k] {
			out = append(out, k)
		}
	}
	return out
}

func TestBandingkanAnggaran(t *testing.T) {
	dari, ke := versiUji(), versiUji()
	ke.Baris = []sakip.BarisAnggaran{barisPagu("D", "", ""), barisPagu("P1", "D", ""), barisPagu("K2", "P1", "25"), barisPagu("K3", "P1", "1"), barisPagu("P2", "D", ""), barisPagu("K4", "P2", "5")}
	dari.Baris[4].Sumber = "APBD" // a leaf with a source; broken down it has none
	var got []string
	for _, b := range sakip.BandingkanAnggaran(dari, ke) {
		s := map[bool]string{true: "=", false: "~"}[b.Sama()]
		switch {
		case b.Dari == nil:
			s = "+" + b.Ke.Kode
		case b.Ke == nil:
			s = "-" + b.Dari.Kode
		default:
			s += b.Ke.Kode
		}
		got = append(got, fmt.Sprintf("%s(%s)", s, b.Selisih()))
	}
	want := []string{"~D(-4)", "~P1(-4)", "-K1(-10)", "~K2(5)", "+K3(1)", "=P2(0)", "+K4(5)"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// What is tertaut and what is not make the total, whatever the edges are.
func TestSebaranMakesTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		v, _ := sakip.AnggaranBerlaku(d.Anggaran, p.Akhir())
		kode := append(slices.Sorted(maps.Keys(v.Jumlah())), "tidak-ada")
		for n := range d.Indikator {
			d.Indikator[n].Anggaran = nil
			for _, k := range rapid.SliceOfNDistinct(rapid.SampledFrom(kode), 0, 4, rapid.ID).Draw(t, "edges") {
				d.Indikator[n].Anggaran = append(d.Indikator[n].Anggaran, sakip.TautanAnggaran{Kode: k, Kurang: rapid.Bool().Draw(t, "minus")})
			}
		}
		s, h := d.Sebaran(p), sakip.Hitung(d, p)
		if !s.Tertaut.Add(s.BelumTertaut).Equal(s.Total) || !s.Total.Equal(v.Total()) {
			t.Errorf("got %s + %s of %s, the version has %s", s.Tertaut, s.BelumTertaut, s.Total, v.Total())
		}
		if !s.BelumTertaut.Equal(h.TanpaSasaran) {
			t.Errorf("unallocated: got %s, the results say %s", s.BelumTertaut, h.TanpaSasaran)
		}
		var ganda []string
		for _, x := range s.Daun {
			if len(x.Indikator) > 1 {
				ganda = append(ganda, x.Kode)
			}
		}
		if !slices.Equal(ganda, h.KodeGanda) || s.Ganda.IsNegative() {
			t.Errorf("counted twice: got %q (%s), the results say %q", ganda, s.Ganda, h.KodeGanda)
		}
		pohonLengkap(t, d, p, h)
	})
}

// pohonLengkap holds the tree to the results: every indicator and every leaf stands in it,
// and a row's money is that of the rows below it.
func pohonLengkap(t *rapid.T, d sakip.DataTahun, p sakip.Periode, h sakip.Hasil) {
	indikator, kode := map[string]bool{}, map[string]bool{}
	var jalan func(s sakip.Simpul)
	jalan = func(s sakip.Simpul) {
		for _, i := range s.Indikator {
			indikator[i.Indikator.ID] = true
		}
		sum, lengkap := decimal.Zero, len(s.Anak) > 0
		for _, a := range s.Anak {
			jalan(a)
			if a.Anggaran.Ada() {
				sum = sum.Add(*a.Anggaran.Nilai)
			}
		}
		switch s.Tingkat {
		case sakip.TingkatTujuan, sakip.SimpulLepas: // two sasaran may share a row
		case sakip.TingkatSasaran, sakip.SimpulTanpaSasaran:
			if s.Tingkat == sakip.SimpulTanpaSasaran && !s.Anggaran.Nilai.Equal(h.TanpaSasaran) {
				t.Errorf("money without a sasaran: got %s, want %s", s.Anggaran.Nilai, h.TanpaSasaran)
			}
			fallthrough
		default:
			if lengkap && !sum.Equal(*s.Anggaran.Nilai) {
				t.Errorf("%s %s: got %s, its children %s", s.Tingkat, s.ID, s.Anggaran.Nilai, sum)
			}
			kode[s.ID] = true
		}
	}
	for _, s := range d.PohonKinerja(p) {
		jalan(s)
	}
	for _, i := range d.Indikator {
		if !indikator[i.ID] {
			t.Errorf("%s %s stands nowhere", i.Tingkat, i.ID)
		}
	}
	for _, b := range h.Anggaran {
		if b.Daun && !kode[b.Kode] {
			t.Errorf("budget row %s stands nowhere", b.Kode)
		}
	}
}

// A scale is its lower ends: those of every preset, and of scales cut at random places,
// make it again.
func TestSkalaDariBawah(t *testing.T) {
	pulih := func(s sakip.Skala) sakip.Skala {
		bawah := slices.Clone(s.Kelas)
		for n := range bawah {
			bawah[n].Atas, bawah[n].AtasTermasuk = nil, false
		}
		return sakip.SkalaDariBawah(s.Nama, bawah)
	}
	for _, nama := range sakip.NamaSkalaBaku() {
		s, _ := sakip.SkalaBaku(nama)
		if got := pulih(s); !reflect.DeepEqual(got, s) {
			t.Errorf("%s: got %+v, want %+v", nama, got, s)
		}
	}
	titik := sakip.Skala{Nama: "titik", Kelas: []sakip.Kelas{{Nama: "atas", Bawah: ada("5")}, {Nama: "lima", Bawah: ada("5"), BawahTermasuk: true, Atas: ada("5"), AtasTermasuk: true},
		{Nama: "bawah", Atas: ada("5")}}}
	if got := pulih(titik); titik.Validasi() != nil || !reflect.DeepEqual(got, titik) {
		t.Errorf("a class of one point: got %+v, %v", got, titik.Validasi())
	}
	rapid.Check(t, func(t *rapid.T) {
		var kelas []sakip.Kelas
		for n, b := range rapid.SliceOfNDistinct(rapid.IntRange(-50, 150), 0, 6, rapid.ID).Draw(t, "bounds") {
			kelas = append(kelas, sakip.Kelas{Nama: fmt.Sprint("kelas ", n), Bawah: ada(fmt.Sprint(b)), BawahTermasuk: rapid.Bool().Draw(t, "closed")})
		}
		s := sakip.SkalaDariBawah("uji", append(kelas, sakip.Kelas{Nama: "terendah"}))
		if err := s.Validasi(); err != nil || !reflect.DeepEqual(pulih(s), s) {
			t.Errorf("got %+v, %v", s, err)
		}
	})
}
