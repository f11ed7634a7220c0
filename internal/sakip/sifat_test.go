package sakip_test

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// rat is the exact value of d. It is read from its text, not by the engine's arithmetic.
func rat(d decimal.Decimal) *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		panic("not a number: " + d.String())
	}
	return r
}

// tulis writes r with n decimals by counting in whole units of the last one.
func tulis(r *big.Rat, n int32, cara sakip.Pembulatan) string {
	satuan := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	num := new(big.Int).Mul(new(big.Int).Abs(r.Num()), satuan)
	if cara == sakip.SetengahKeAtas { // |r| × 10ⁿ + ½, then cut
		num.Mul(num, big.NewInt(2)).Add(num, r.Denom())
		num.Quo(num, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	} else {
		num.Quo(num, r.Denom())
	}
	s := num.String()
	if pad := int(n) + 1 - len(s); pad > 0 {
		s = strings.Repeat("0", pad) + s
	}
	if n > 0 {
		s = s[:len(s)-int(n)] + "." + s[len(s)-int(n):]
	}
	if r.Sign() < 0 && num.Sign() != 0 {
		s = "-" + s
	}
	return s
}

func kali(r *big.Rat, n int64) *big.Rat { return new(big.Rat).Mul(r, big.NewRat(n, 1)) }

func bagiRat(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

// bilangan draws a decimal of up to 0–4 decimals.
func bilangan(t *rapid.T, nama string, min, max int64) decimal.Decimal {
	return decimal.New(rapid.Int64Range(min, max).Draw(t, nama), -rapid.Int32Range(0, 4).Draw(t, nama+" decimals"))
}

func gambarKebijakan(t *rapid.T) sakip.Kebijakan {
	k := sakip.KebijakanBaku(2023)
	k.BatasBawah = nil
	k.Desimal, k.DesimalRealisasi = rapid.Int32Range(0, 4).Draw(t, "desimal"), rapid.Int32Range(0, 4).Draw(t, "desimal realisasi")
	k.Pembulatan = rapid.SampledFrom([]sakip.Pembulatan{sakip.SetengahKeAtas, sakip.Potong}).Draw(t, "pembulatan")
	k.RumusTurun = rapid.SampledFrom([]sakip.RumusTurun{sakip.DuaTMinusR, sakip.TBagiR}).Draw(t, "rumus turun")
	k.DasarKategori = rapid.SampledFrom([]sakip.DasarKategori{sakip.DariTampil, sakip.DariMentah}).Draw(t, "dasar")
	k.Skala, _ = sakip.SkalaBaku(rapid.SampledFrom(sakip.NamaSkalaBaku()).Draw(t, "skala"))
	return k
}

func TestRoundingIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64().Draw(t, "d"), -rapid.Int32Range(0, 12).Draw(t, "decimals"))
		n := rapid.Int32Range(0, 4).Draw(t, "n")
		for _, cara := range []sakip.Pembulatan{sakip.SetengahKeAtas, sakip.Potong} {
			if got, want := sakip.Teks(sakip.Bulatkan(d, n, cara)), tulis(rat(d), n, cara); got != want {
				t.Fatalf("%s of %s to %d: got %s, want %s", cara, d, n, got, want)
			}
		}
	})
}

// capaianEksak is the rule worked out in exact fractions; nil is not computable.
func capaianEksak(arah sakip.Arah, tg sakip.Target, r *big.Rat, k sakip.Kebijakan) *big.Rat {
	naik := func(t *big.Rat) *big.Rat {
		if t.Sign() <= 0 {
			return nil
		}
		return kali(bagiRat(r, t), 100)
	}
	turun := func(t *big.Rat) *big.Rat {
		switch {
		case t.Sign() < 0:
			return nil
		case t.Sign() == 0 && r.Sign() > 0:
			return new(big.Rat)
		case t.Sign() == 0:
			return big.NewRat(100, 1)
		case k.RumusTurun == sakip.DuaTMinusR: // 200 − 100 R ÷ T
			return new(big.Rat).Sub(big.NewRat(200, 1), kali(bagiRat(r, t), 100))
		case r.Sign() <= 0:
			return nil
		}
		return kali(bagiRat(t, r), 100)
	}
	switch {
	case arah == sakip.Naik:
		return naik(rat(*tg.Nilai))
	case arah == sakip.Turun:
		return turun(rat(*tg.Nilai))
	case r.Cmp(rat(*tg.Atas)) > 0:
		return turun(rat(*tg.Atas))
	case r.Cmp(rat(*tg.Bawah)) < 0:
		return naik(rat(*tg.Bawah))
	}
	return big.NewRat(100, 1)
}

func TestCapaianIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := gambarKebijakan(t)
		arah := rapid.SampledFrom([]sakip.Arah{sakip.Naik, sakip.Turun, sakip.Rentang}).Draw(t, "arah")
		a, b := bilangan(t, "target", -50, 20000), bilangan(t, "target atas", -50, 20000)
		tg := sakip.Target{Nilai: &a}
		if arah == sakip.Rentang {
			lo, hi := decimal.Min(a, b), decimal.Max(a, b)
			tg = sakip.Target{Bawah: &lo, Atas: &hi}
		}
		r := bilangan(t, "realisasi", -2000, 40000)
		got, want := sakip.HitungCapaian(arah, tg, sakip.Angka{Nilai: &r}, k), capaianEksak(arah, tg, rat(r), k)
		switch {
		case want == nil:
			if got.Ada() || got.Alasan == "" || got.Tampil != nil || got.Kategori != "" {
				t.Fatalf("got %s, want a reason and nothing else", capaian(got))
			}
			return
		case !got.Ada():
			t.Fatalf("got %s, want %s", got.Alasan, want)
		case sakip.Teks(*got.Tampil) != tulis(want, k.Desimal, k.Pembulatan):
			t.Fatalf("shown: got %s, want %s", sakip.Teks(*got.Tampil), tulis(want, k.Desimal, k.Pembulatan))
		}
		dasar := want
		if k.DasarKategori == sakip.DariTampil {
			dasar = rat(*got.Tampil)
		}
		if kelas := kelasEksak(k.Skala, dasar); got.Kategori != strings.Join(kelas, "+") {
			t.Fatalf("class of %s: got %q, want %v", dasar.FloatString(6), got.Kategori, kelas)
		}
	})
}

func TestRatioIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := gambarKebijakan(t)
		x, y, m := bilangan(t, "x", 0, 1e12), bilangan(t, "y", 0, 1e9), decimal.NewFromInt(rapid.SampledFrom([]int64{1, 100, 1000, 100000}).Draw(t, "pengali"))
		got := sakip.HitungRasio(&x, &y, m, k)
		if y.IsZero() {
			if got.Alasan != sakip.PenyebutNol {
				t.Fatalf("got %s, want %s", angka(got), sakip.PenyebutNol)
			}
			return
		}
		want := tulis(new(big.Rat).Mul(bagiRat(rat(x), rat(y)), rat(m)), k.DesimalRealisasi, k.Pembulatan)
		if sakip.Teks(*got.Nilai) != want {
			t.Fatalf("got %s, want %s", sakip.Teks(*got.Nilai), want)
		}
	})
}

func TestHigherIsBetterOrWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := gambarKebijakan(t)
		k.RumusTurun = rapid.SampledFrom([]sakip.RumusTurun{sakip.DuaTMinusR, sakip.TBagiR}).Draw(t, "rumus")
		tg := bilangan(t, "target", 1, 20000)
		a, b := bilangan(t, "a", 1, 40000), bilangan(t, "b", 1, 40000)
		lo, hi := decimal.Min(a, b), decimal.Max(a, b)
		hitung := func(arah sakip.Arah, r decimal.Decimal) sakip.Capaian {
			return sakip.HitungCapaian(arah, sakip.Target{Nilai: &tg}, sakip.Angka{Nilai: &r}, k)
		}
		if x, y := hitung(sakip.Naik, lo), hitung(sakip.Naik, hi); x.Nilai.GreaterThan(*y.Nilai) || x.Tampil.GreaterThan(*y.Tampil) {
			t.Errorf("naik: %s gives %s, %s gives %s", lo, capaian(x), hi, capaian(y))
		}
		if x, y := hitung(sakip.Turun, lo), hitung(sakip.Turun, hi); x.Nilai.LessThan(*y.Nilai) || x.Tampil.LessThan(*y.Tampil) {
			t.Errorf("turun: %s gives %s, %s gives %s", lo, capaian(x), hi, capaian(y))
		}
	})
}

// kelasEksak are the classes that a value is in, by the bounds as they are written.
func kelasEksak(s sakip.Skala, v *big.Rat) []string {
	var out []string
	for _, k := range s.Kelas {
		if k.Bawah != nil {
			if c := v.Cmp(rat(*k.Bawah)); c < 0 || c == 0 && !k.BawahTermasuk {
				continue
			}
		}
		if k.Atas != nil {
			if c := v.Cmp(rat(*k.Atas)); c > 0 || c == 0 && !k.AtasTermasuk {
				continue
			}
		}
		out = append(out, k.Nama)
	}
	return out
}

func TestEveryNumberHasOneClassOfEveryPreset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := sakip.SkalaBaku(rapid.SampledFrom(sakip.NamaSkalaBaku()).Draw(t, "skala"))
		v := bilangan(t, "v", -20000, 20000)
		if got := kelasEksak(s, rat(v)); len(got) != 1 || s.Kategori(v) != got[0] {
			t.Errorf("%s on %s: got %q, want the one of %v", v, s.Nama, s.Kategori(v), got)
		}
	})
}

// TestScaleIsAcceptedWhenItCoversTheLineOnce compares Validasi with a count on a grid
// that has every bound, a point between any two, and a point beyond each end.
func TestScaleIsAcceptedWhenItCoversTheLineOnce(t *testing.T) {
	batas := func(t *rapid.T, nama string) *decimal.Decimal {
		if rapid.IntRange(0, 4).Draw(t, nama+" open") == 0 {
			return nil
		}
		d := decimal.NewFromInt(rapid.Int64Range(0, 3).Draw(t, nama))
		return &d
	}
	terima, tolak := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var s sakip.Skala
		if rapid.Bool().Draw(t, "any") {
			for i := range rapid.IntRange(0, 4).Draw(t, "n") {
				s.Kelas = append(s.Kelas, sakip.Kelas{Nama: fmt.Sprint("k", i), Bawah: batas(t, "bawah"), Atas: batas(t, "atas"),
					BawahTermasuk: rapid.Bool().Draw(t, "bawah termasuk"), AtasTermasuk: rapid.Bool().Draw(t, "atas termasuk")})
			}
		} else {
			s = skalaSah(t)
		}
		sekali, kosong := len(s.Kelas) > 0, map[string]bool{}
		for _, k := range s.Kelas {
			kosong[k.Nama] = true
		}
		for n := int64(-2); n <= 8; n++ {
			in := kelasEksak(s, big.NewRat(n, 2))
			sekali = sekali && len(in) == 1
			for _, nama := range in {
				delete(kosong, nama)
			}
		}
		got, want := s.Validasi() == nil, sekali && len(kosong) == 0
		if got != want {
			t.Fatalf("%+v: accepted %v (%v), want %v", s.Kelas, got, s.Validasi(), want)
		}
		if got {
			terima++
		} else {
			tolak++
		}
	})
	if terima == 0 || tolak == 0 {
		t.Errorf("%d accepted and %d refused, want some of each", terima, tolak)
	}
}

// skalaSah cuts the line at some of 0…3, now and then around a single point, and
// lists the classes in any order.
func skalaSah(t *rapid.T) sakip.Skala {
	var s sakip.Skala
	bawah, termasuk := (*decimal.Decimal)(nil), false
	tutup := func(atas *decimal.Decimal, ikut bool) {
		s.Kelas = append(s.Kelas, sakip.Kelas{Nama: fmt.Sprint("k", len(s.Kelas)), Bawah: bawah, BawahTermasuk: termasuk, Atas: atas, AtasTermasuk: ikut})
		bawah, termasuk = atas, !ikut
	}
	for n := range int64(4) {
		d := decimal.NewFromInt(n)
		switch rapid.IntRange(0, 3).Draw(t, "cut") {
		case 0:
			tutup(&d, true)
		case 1:
			tutup(&d, false)
		case 2: // … < d, d, > d
			tutup(&d, false)
			tutup(&d, true)
		}
	}
	tutup(nil, false)
	s.Kelas = rapid.Permutation(s.Kelas).Draw(t, "order")
	return s
}

// tahunUji draws a made-up agency-year and a quarter.
func tahunUji(t *rapid.T) (sakip.DataTahun, sakip.Periode) {
	a := sample.GenerateOne(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, 3).Draw(t, "index"))
	d := a.Tahun[len(a.Tahun)-1]
	return d, sakip.Periode{Tahun: d.Tahun, Triwulan: rapid.IntRange(1, 4).Draw(t, "tw")}
}

func TestHitungIsPureAndDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		sebelum := fmt.Sprintf("%#v", teksDalam(reflect.ValueOf(d)))
		satu, dua := sakip.Hitung(d, p), sakip.Hitung(d, p)
		if !reflect.DeepEqual(satu, dua) {
			t.Error("two answers to the same data differ")
		}
		if fmt.Sprintf("%#v", teksDalam(reflect.ValueOf(d))) != sebelum {
			t.Error("the data changed")
		}
	})
}

// teksDalam is v with every pointer followed and every decimal written.
func teksDalam(v reflect.Value) any {
	if d, ok := v.Interface().(decimal.Decimal); ok {
		return sakip.Teks(d)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return teksDalam(v.Elem())
	case reflect.Struct:
		out := make([]any, v.NumField())
		for i := range out {
			out[i] = teksDalam(v.Field(i))
		}
		return out
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = teksDalam(v.Index(i))
		}
		return out
	case reflect.Map:
		out := map[string]any{}
		for _, k := range v.MapKeys() {
			out[fmt.Sprint(k)] = teksDalam(v.MapIndex(k))
		}
		return out
	}
	return v.Interface()
}

func TestOrderOfTheDataDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		want := sakip.Hitung(d, p)
		d.Indikator = rapid.Permutation(d.Indikator).Draw(t, "indikator")
		d.Perjanjian = rapid.Permutation(d.Perjanjian).Draw(t, "perjanjian")
		d.RencanaAksi = rapid.Permutation(d.RencanaAksi).Draw(t, "rencana aksi")
		d.Realisasi = rapid.Permutation(d.Realisasi).Draw(t, "realisasi")
		d.Anggaran = rapid.Permutation(d.Anggaran).Draw(t, "anggaran")
		d.RealisasiAnggaran = rapid.Permutation(d.RealisasiAnggaran).Draw(t, "realisasi anggaran")
		if !reflect.DeepEqual(sakip.Hitung(d, p), want) {
			t.Error("another order gives another result")
		}
	})
}
