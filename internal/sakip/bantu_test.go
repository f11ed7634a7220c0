package sakip_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// What the tests of this package share: short ways to write decimals, a small year to
// change, and results written as one line.

func des(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// ada is the decimal of s, nil for "" (not known).
func ada(s string) *decimal.Decimal {
	if s == "" {
		return nil
	}
	d := des(s)
	return &d
}

func target(s string) sakip.Target { return sakip.Target{Nilai: ada(s)} }

func rentang(bawah, atas string) sakip.Target {
	return sakip.Target{Bawah: ada(bawah), Atas: ada(atas)}
}

// kebijakan is the default policy, changed.
func kebijakan(ubah ...func(*sakip.Kebijakan)) sakip.Kebijakan {
	k := sakip.KebijakanBaku(2023)
	for _, u := range ubah {
		u(&k)
	}
	return k
}

// terlihat has the rules and reasons of every figure that the tests wrote.
var terlihat = struct{ aturan, alasan map[string]bool }{map[string]bool{}, map[string]bool{}}

// angka writes a figure with at most twelve decimals, or the reason that there is none.
func angka(a sakip.Angka) string {
	if a.Jelas.Aturan != "" {
		terlihat.aturan[a.Jelas.Aturan] = true
	}
	if a.Alasan != "" {
		terlihat.alasan[string(a.Alasan)] = true
	}
	if a.Nilai == nil {
		return "? " + string(a.Alasan)
	}
	return a.Nilai.Round(12).String()
}

// capaian writes the raw figure, what is shown, and the class.
func capaian(c sakip.Capaian) string {
	if c.Nilai == nil {
		return angka(c.Angka)
	}
	s := angka(c.Angka) + " → " + sakip.Teks(*c.Tampil)
	if c.Kategori != "" {
		s += " " + c.Kategori
	}
	return s
}

func nilaiTarget(t sakip.Target) string {
	switch {
	case t.Kosong():
		return "?"
	case t.Bawah != nil:
		return t.Bawah.String() + ".." + t.Atas.String()
	}
	return t.Nilai.String()
}

// capai is the capaian of a realisasi ("" is not reported).
func capai(arah sakip.Arah, t sakip.Target, r string, ubah ...func(*sakip.Kebijakan)) string {
	a := sakip.Angka{Nilai: ada(r)}
	if r == "" {
		a.Alasan = sakip.BelumDilaporkan
	}
	return capaian(sakip.HitungCapaian(arah, t, a, kebijakan(ubah...)))
}

func rasio(x, y string, ubah ...func(*sakip.Kebijakan)) string {
	return angka(sakip.HitungRasio(ada(x), ada(y), des("100"), kebijakan(ubah...)))
}

func kelas(skala string, nilai ...string) string {
	s, ok := sakip.SkalaBaku(skala)
	if !ok {
		return "no scale " + skala
	}
	var out []string
	for _, v := range nilai {
		out = append(out, s.Kategori(des(v)))
	}
	return strings.Join(out, ", ")
}

// akumulasi reads cells as "10 - . 5": "-" was due and is missing, "." was not due.
func akumulasi(a sakip.Akumulasi, m sakip.ModeEntri, sel string) string {
	var list []sakip.Sel
	for _, s := range strings.Fields(sel) {
		switch s {
		case "-":
			list = append(list, sakip.Sel{Wajib: true, Alasan: sakip.BelumDilaporkan})
		case ".":
			list = append(list, sakip.Sel{Alasan: sakip.BelumJatuhTempo})
		default:
			list = append(list, sakip.Sel{Nilai: ada(s), Wajib: true})
		}
	}
	sd, tw := sakip.Akumulasikan(list, a, m)
	return angka(sd) + " | " + angka(tw)
}

// ubah changes the small year that dasar makes.
type ubah = func(*sakip.DataTahun)

// dasar is a year of one sasaran S1 with one indicator A (a plain value that is to
// rise, entered by quarter), its target 100, and a budget of two programs:
//
//	D ── D.P1 ── D.P1.K1 ── .S1 100, .S2 300
//	  └─ D.P2 ── D.P2.K1 ── .S1 600 (of two puskesmas, 200 and 400)
func dasar(ubahan ...ubah) sakip.DataTahun {
	d := sakip.DataTahun{
		Tahun: 2023, Kebijakan: sakip.KebijakanBaku(2023),
		Renstra: sakip.Renstra{TahunAwal: 2021, TahunAkhir: 2026, Misi: []sakip.Misi{{ID: "M1", Teks: "Misi"}},
			Tujuan: []sakip.Tujuan{{ID: "T1", Misi: "M1", Teks: "Tujuan"}}, Sasaran: []sakip.Sasaran{{ID: "S1", Tujuan: "T1", Nama: "Sasaran"}},
			Kolom: []sakip.KolomRenstra{{Indikator: "kunci-A", Akhir: &sakip.Target{Nilai: ada("200")}}}},
		Indikator:  []sakip.Indikator{indikator("A")},
		Perjanjian: []sakip.Perjanjian{{Versi: "induk", Jenis: sakip.PKInduk, Tanggal: "2023-01-10", Ditandatangani: true, Target: map[string]sakip.Target{"A": target("100")}}},
		Anggaran: []sakip.VersiAnggaran{{Versi: "induk", Jenis: sakip.AnggaranInduk, Tanggal: "2023-01-02", Baris: []sakip.BarisAnggaran{
			baris("", "D", "", sakip.TingkatPerangkatDaerah, ""),
			baris("D", "D.P1", "", sakip.TingkatProgram, ""), baris("D.P1", "D.P1.K1", "", sakip.TingkatKegiatan, ""),
			baris("D.P1.K1", "D.P1.K1.S1", "", sakip.TingkatSubKegiatan, "100"), baris("D.P1.K1", "D.P1.K1.S2", "", sakip.TingkatSubKegiatan, "300"),
			baris("D", "D.P2", "", sakip.TingkatProgram, ""), baris("D.P2", "D.P2.K1", "", sakip.TingkatKegiatan, ""),
			baris("D.P2.K1", "D.P2.K1.S1", "pkm-1", sakip.TingkatSubKegiatan, "200"), baris("D.P2.K1", "D.P2.K1.S1", "pkm-2", sakip.TingkatSubKegiatan, "400"),
		}}},
	}
	for _, u := range ubahan {
		u(&d)
	}
	return d
}

func indikator(id string, ubahan ...func(*sakip.Indikator)) sakip.Indikator {
	i := sakip.Indikator{ID: id, Kunci: "kunci-" + id, Nama: "Indikator " + id, Tingkat: sakip.TingkatSasaran, Induk: "S1", Arah: sakip.Naik,
		Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, Entri: sakip.TriwulanIni, AkumulasiX: sakip.PosisiAkhir, Frekuensi: sakip.Triwulanan}
	for _, u := range ubahan {
		u(&i)
	}
	return i
}

func baris(induk, kode, sub string, t sakip.Tingkat, pagu string) sakip.BarisAnggaran {
	return sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{SubUnit: sub, Kode: kode}, Induk: induk, Nama: "Baris " + kode, Tingkat: t, Pagu: ada(pagu)}
}

// satu changes indicator A.
func satu(u func(*sakip.Indikator)) ubah { return func(d *sakip.DataTahun) { u(&d.Indikator[0]) } }

// tambah adds an indicator with a target.
func tambah(t string, i sakip.Indikator) ubah {
	return func(d *sakip.DataTahun) {
		d.Indikator = append(d.Indikator, i)
		d.Perjanjian[0].Target[i.ID] = target(t)
	}
}

// lapor reports components of an indicator as final.
func lapor(id string, tw int, x, y string, ubahan ...func(*sakip.Realisasi)) ubah {
	return func(d *sakip.DataTahun) {
		r := sakip.Realisasi{Indikator: id, Triwulan: tw, X: ada(x), Y: ada(y), Status: sakip.Final}
		for _, u := range ubahan {
			u(&r)
		}
		d.Realisasi = append(d.Realisasi, r)
	}
}

func berstatus(s sakip.Status) func(*sakip.Realisasi) {
	return func(r *sakip.Realisasi) { r.Status = s }
}

// belanja reports what was spent on a leaf.
func belanja(sub, kode string, tw int, n string) ubah {
	return func(d *sakip.DataTahun) {
		d.RealisasiAnggaran = append(d.RealisasiAnggaran, sakip.RealisasiAnggaran{
			IdentitasBaris: sakip.IdentitasBaris{SubUnit: sub, Kode: kode}, Triwulan: tw, Nilai: des(n), Status: sakip.Final})
	}
}

// semuaBelanja spends 50, 150, 120 and 240: half of D.P1, three fifths of D.P2.
func semuaBelanja(d *sakip.DataTahun) {
	for _, u := range []ubah{belanja("", "D.P1.K1.S1", 4, "50"), belanja("", "D.P1.K1.S2", 4, "150"),
		belanja("pkm-1", "D.P2.K1.S1", 4, "120"), belanja("pkm-2", "D.P2.K1.S1", 4, "240")} {
		u(d)
	}
}

func perjanjian(versi, tanggal string, tandatangan bool, t string) ubah {
	return func(d *sakip.DataTahun) {
		d.Perjanjian = append(d.Perjanjian, sakip.Perjanjian{Versi: versi, Jenis: sakip.PKPerubahan, Tanggal: sakip.Tanggal(tanggal),
			Ditandatangani: tandatangan, Alasan: "perubahan", Target: map[string]sakip.Target{"A": target(t)}})
	}
}

func rencana(tw int, t, sd string) ubah {
	return func(d *sakip.DataTahun) {
		r := sakip.RencanaAksi{Indikator: "A", Triwulan: tw}
		if t != "" {
			r.Target = &sakip.Target{Nilai: ada(t)}
		}
		if sd != "" {
			r.TargetSD = &sakip.Target{Nilai: ada(sd)}
		}
		d.RencanaAksi = append(d.RencanaAksi, r)
	}
}

// tautan links an indicator to codes; one written with a leading minus is taken out.
func tautan(kode ...string) func(*sakip.Indikator) {
	return func(i *sakip.Indikator) {
		for _, k := range kode {
			i.Anggaran = append(i.Anggaran, sakip.TautanAnggaran{Kode: strings.TrimPrefix(k, "-"), Kurang: k[0] == '-'})
		}
	}
}

func aturan(u func(*sakip.Kebijakan)) ubah { return func(d *sakip.DataTahun) { u(&d.Kebijakan) } }

func hitung(tw int, ubahan ...ubah) sakip.Hasil {
	return sakip.Hitung(dasar(ubahan...), sakip.Periode{Tahun: 2023, Triwulan: tw})
}

// hasilA is what became of indicator A.
func hasilA(tw int, ubahan ...ubah) sakip.HasilIndikator { return hitung(tw, ubahan...).Indikator[0] }

// selA writes the cell, the value up to the quarter and that of the quarter alone.
func selA(tw int, ubahan ...ubah) string {
	h := hasilA(tw, ubahan...)
	return fmt.Sprintf("%s %s | %s", h.Sel, angka(h.Realisasi), angka(h.RealisasiTW))
}

// targetA writes the targets of the quarter, up to the quarter, and of the year.
func targetA(tw int, ubahan ...ubah) string {
	h := hasilA(tw, ubahan...)
	return nilaiTarget(h.TargetTW) + " | " + nilaiTarget(h.TargetSD) + " | " + nilaiTarget(h.Target)
}

// uangA writes the budget of indicator A, what was spent of it, and the share.
func uangA(ubahan ...ubah) string {
	h := hasilA(4, ubahan...)
	return angka(h.Anggaran) + " | " + angka(h.RealisasiAnggaran) + " | " + capaian(h.CapaianAnggaran)
}

// barisHasil writes the row of a code.
func barisHasil(kode string, tw int, ubahan ...ubah) string {
	for _, b := range hitung(tw, ubahan...).Anggaran {
		if b.Kode == kode {
			return fmt.Sprintf("%s | %s | %s (%d/%d)", angka(b.Anggaran), angka(b.Realisasi), capaian(b.Capaian), b.N, b.M)
		}
	}
	return "no row " + kode
}

// cakupan writes what no IKU reaches and what is counted twice.
func cakupan(ubahan ...ubah) string {
	h := hitung(4, ubahan...)
	return fmt.Sprintf("%s %v ganda %v", h.TanpaSasaran, h.KodeTanpaSasaran, h.KodeGanda)
}

// sasaranS1 writes n of m, the means, the weighted absorption and the efficiency.
func sasaranS1(ubahan ...ubah) string {
	s := hitung(4, ubahan...).Sasaran[0]
	return fmt.Sprintf("%d/%d | %s | %s | %s | %s", s.N, s.M, capaian(s.RataCapaian), capaian(s.RataCapaianAnggaran),
		capaian(s.SerapanTertimbang), capaian(s.TingkatEfisiensi))
}
