package impor_test

import (
	"strings"
	"testing"

	"capaian/internal/impor"
	"capaian/internal/sakip"
)

// Reports by row or by column, under the names that sheets have, and what is refused.
func TestFigures(t *testing.T) {
	d := tahun(t, "dinas-contoh", 2025)
	for n, r := range d.Realisasi {
		if r.Indikator == "IKU-1.4" && r.Triwulan == 4 {
			d.Realisasi[n].Status = sakip.Diverifikasi
		}
	}
	statusDari := func(p impor.Pratinjau, tw int) sakip.Status {
		for _, r := range p.Jadi().Realisasi {
			if r.Indikator == "PI-02" && r.Triwulan == tw {
				return r.Status
			}
		}
		return ""
	}
	for alasan, want := range map[string]sakip.Status{"": sakip.Draf, "permohonan tahun lalu": sakip.Diajukan} {
		p := hitung(t, []byte("Kode;TW;Pembilang;Penyebut;Alasan\nPI-02;4;561;560;"+alasan+"\n"), d, impor.Opsi{Jenis: impor.JenisRealisasi})
		if got := statusDari(p, 4); got != want {
			t.Errorf("unusual, with the reason %q: got %s, want %s", alasan, got, want)
		}
	}
	merged := `<row r="1"><c r="A1" t="str"><v>Indikator Kinerja</v></c><c r="B1" t="str"><v>Triwulan</v></c><c r="C1" t="str"><v>Realisasi</v></c></row>` +
		`<row r="2"><c r="A2" t="str"><v>Jumlah kader yang dilatih</v></c><c r="B2" t="str"><v>TW III</v></c><c r="C2"><v>95</v></c></row>` +
		`<row r="3"><c r="B3" t="str"><v>Triwulan IV</v></c><c r="C3"><v>131</v></c></row>`
	for _, c := range []struct {
		name  string
		isi   []byte
		opsi  impor.Opsi
		want  string // of the rows: kode keadaan
		pesan string
	}{
		{"a row a quarter", []byte("Kode;TW;Nilai\nIKU-1.3;4;131\n"), impor.Opsi{}, "IKU-1.3 TW4 berubah", ""},
		{"the quarter chosen", []byte("Kode;Realisasi\nIKU-1.3;131\n"), impor.Opsi{Triwulan: 4}, "IKU-1.3 TW4 berubah", ""},
		{"no quarter", []byte("Kode;Realisasi\nIKU-1.3;131\n"), impor.Opsi{}, "IKU-1.3 ditolak", "Triwulan belum diketahui"},
		{"a quarter that is none", []byte("Kode;TW;Realisasi\nIKU-1.3;V;131\n"), impor.Opsi{}, "IKU-1.3 ditolak", "B2: “V” bukan triwulan"},
		{"a column a quarter", []byte("Kode;Indikator;Realisasi;;;\n;;TW I;TW II;TW III;TW IV\nIKU-1.3;x;80;110;95;131\n"), impor.Opsi{},
			"IKU-1.3 TW1 sama, IKU-1.3 TW2 sama, IKU-1.3 TW3 sama, IKU-1.3 TW4 berubah", ""},
		{"merged over quarters, by name", bukuIsi(merged, `<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`, ""), impor.Opsi{}, "IKU-1.3 TW3 sama, IKU-1.3 TW4 berubah", ""},
		{"merged in a page", []byte("<html><table><tr><td>Indikator Kinerja<td>Triwulan<td>Realisasi<tr><td rowspan=2>Jumlah kader yang dilatih<td>TW III<td>95<tr><td>TW IV<td>131</table>"), impor.Opsi{}, "IKU-1.3 TW3 sama, IKU-1.3 TW4 berubah", ""},
		{"of a ratio as quotient", []byte("Kode;TW;Realisasi\nPI-02;4;97,9\n"), impor.Opsi{}, "PI-02 TW4 ditolak", "isi pembilang dan penyebut"},
		{"part of a ratio above the whole", []byte("Kode;TW;Pembilang;Penyebut\nPI-02;4;561;560\n"), impor.Opsi{}, "PI-02 TW4 berubah", "C2: Pembilang (561) melebihi penyebut (560), padahal pembilang bagian dari penyebut. Disimpan sebagai draf"},
		{"another formula's", []byte("Kode;TW;Skor\nIKU-1.3;4;5\n"), impor.Opsi{}, "IKU-1.3 TW4 ditolak", "tanpa isian skor"},
		{"a label", []byte("Kode;TW;Realisasi\nIKU-2.3;4;A\n"), impor.Opsi{}, "IKU-2.3 TW4 berubah", ""},
		{"a label of no scale", []byte("Kode;TW;Predikat\nIKU-2.3;4;Z\n"), impor.Opsi{}, "IKU-2.3 TW4 ditolak", "Predikat “Z” tidak dikenal"},
		{"not published yet", []byte("Kode;TW;Nilai;Belum terbit\nIKU-1.3;4;;ya\n"), impor.Opsi{}, "IKU-1.3 TW4 berubah", ""},
		{"verified", []byte("Kode;TW;Nilai\nIKU-1.4;4;9\n"), impor.Opsi{}, "IKU-1.4 TW4 ditolak", "sudah diverifikasi"},
		{"final and the same", []byte("Kode;TW;Nilai\nIKU-1.3;1;80,0\n"), impor.Opsi{}, "IKU-1.3 TW1 sama", ""},
		{"twice", []byte("Kode;TW;Nilai\nIKU-1.3;4;131\nIKU-1.3;4;132\n"), impor.Opsi{}, "IKU-1.3 TW4 berubah, IKU-1.3 TW4 ditolak", "sudah ada di baris 2"},
		{"an indicator of nobody", []byte("Kode;TW;Nilai\nX;4;131\n"), impor.Opsi{}, "X ditolak", "belum ada pada tahun 2025"},
		{"blank is not zero", []byte("Kode;TW;Nilai\nIKU-1.3;4;\nIKU-1.3;4;-\n"), impor.Opsi{}, "IKU-1.3 lewat, IKU-1.3 lewat", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.opsi.Jenis = impor.JenisRealisasi
			p := hitung(t, c.isi, d, c.opsi)
			var got []string
			for _, h := range p.Baris {
				got = append(got, h.Kode+" "+string(h.Keadaan))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %q, want %q: %q", got, c.want, pesan(p))
			}
			if c.pesan != "" {
				mengandung(t, pesan(p), c.pesan)
			}
			if err := p.Jadi().Validasi(); err != nil {
				t.Errorf("the year as it would be: %v", err)
			}
		})
	}
}

// Targets go to the agreement that is a draft; a signed one is left as it is.
func TestTargets(t *testing.T) {
	d := tahun(t, "dinas-contoh", 2025)
	konsep := d
	konsep.Perjanjian = append(append([]sakip.Perjanjian(nil), d.Perjanjian...), sakip.Perjanjian{Versi: "perubahan-9", Jenis: sakip.PKPerubahan, Target: map[string]sakip.Target{}})
	isi := []byte("Kode;Indikator;Target;Target TW I;Target s.d. TW II\nIKU-1.3;Jumlah kader yang dilatih;500;77;150\n")
	for _, c := range []struct {
		name   string
		d      sakip.DataTahun
		pk, ke string
		tolak  bool
	}{
		{"all are signed", d, "", "", true},
		{"a new version", d, "perubahan-8", "perubahan-8", false},
		{"the draft", konsep, "", "perubahan-9", false},
		{"a signed one by name", konsep, "induk", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := hitung(t, isi, c.d, impor.Opsi{Jenis: impor.JenisIndikator, PK: c.pk})
			if got := p.Banyak[impor.Ditolak] == 1; got != c.tolak {
				t.Fatalf("refused: got %v, want %v: %q", got, c.tolak, pesan(p))
			}
			if c.tolak {
				mengandung(t, pesan(p), "C2: PK "+p.Opsi.PK+" sudah ditandatangani")
				samaTahun(t, p.Jadi(), c.d)
				return
			}
			for _, pk := range p.Jadi().Perjanjian {
				if v := pk.Target["IKU-1.3"].Nilai; pk.Versi == c.ke && (v == nil || v.String() != "500") {
					t.Errorf("target in %s: got %v, want 500", pk.Versi, v)
				}
			}
			for _, a := range p.Jadi().RencanaAksi {
				if a.Indikator == "IKU-1.3" && a.Triwulan == 1 && a.Target.Nilai.String() != "77" {
					t.Errorf("target of TW1: got %v, want 77", a.Target.Nilai)
				}
			}
			for _, pk := range c.d.Perjanjian {
				if v := pk.Target["IKU-1.3"].Nilai; v != nil && v.String() == "500" {
					t.Errorf("the year as it was changed too")
				}
			}
		})
	}
}

// A new indicator says little; what is taken for granted is said.
func TestNewIndicator(t *testing.T) {
	p := hitung(t, []byte("No;Kode;Indikator Kinerja Utama;Sasaran;Satuan;PIC;Kode anggaran\n1;IKU-9;Baru;S1;%;Bidang Layanan;C.U1; kurang C.U2\n"), tahun(t, "dinas-contoh", 2025), impor.Opsi{Jenis: impor.JenisIndikator})
	i, ok := p.Jadi().CariIndikator("IKU-9")
	if !ok || i.Arah != sakip.Naik || i.Formula.Jenis != sakip.FormulaNilai || i.Kunci != "iku_9" || i.PenanggungJawab != "bid-layanan" {
		t.Fatalf("got %+v: %q", i, pesan(p))
	}
	mengandung(t, pesan(p), "Arah tidak diisi; dianggap naik", "Formula tidak diisi")
	for _, c := range []struct{ csv, want string }{
		{"Kode;Indikator;Sasaran\nIKU-9;Baru;S99\n", "C2: Sasaran “S99” tidak ada di Renstra"},
		{"Kode;Indikator;Sasaran;Arah\nIKU-9;Baru;S1;miring\n", "D2: “miring” bukan pilihan Arah. Pilih: naik, turun, rentang."},
		{"Kode;Indikator;Sasaran;Formula\nIKU-9;Baru;S1;rasio\n", "formula.pembilang: Isian ini wajib diisi"},
		{"Kode;Indikator;Sasaran\nIKU 9;Baru;S1\n", "A2: Pengenal hanya boleh"},
		{"Kode;Indikator;Sasaran\nIKU-9;Baru;S1\nIKU-9;Baru;S1\n", "A3: Indikator IKU-9 sudah ada di baris 2"},
		{"Kode;Indikator;Sasaran\n;Baru;S1\n", "A2: Kode indikator belum ada"},
	} {
		p := hitung(t, []byte(c.csv), tahun(t, "dinas-contoh", 2025), impor.Opsi{Jenis: impor.JenisIndikator})
		if mengandung(t, pesan(p), c.want); p.Banyak[impor.Ditolak] != 1 {
			t.Errorf("%q: got %v", c.csv, p.Banyak)
		}
	}
}

// How an indicator is computed stays while figures of it are final; its name does not.
func TestFormulaOfFinalFigures(t *testing.T) {
	d := tahun(t, "dinas-contoh", 2025)
	for _, c := range []struct {
		isi   string
		tolak bool
	}{
		{"Kode;Indikator;Arah\nIKU-1.3;Jumlah kader yang dilatih;turun\n", true},
		{"Kode;Indikator;Arah\nIKU-1.3;Nama lain;naik\n", false},
	} {
		p := hitung(t, []byte(c.isi), d, impor.Opsi{Jenis: impor.JenisIndikator})
		if got := p.Banyak[impor.Ditolak] == 1; got != c.tolak {
			t.Errorf("%q refused: got %v, want %v: %q", c.isi, got, c.tolak, pesan(p))
		}
		if c.tolak {
			mengandung(t, pesan(p), "A2: Cara hitung IKU-1.3 dipakai angka yang sudah diverifikasi atau final")
		}
	}
}
