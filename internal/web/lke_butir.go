package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// tulisSubLKE draws the page of a sub-komponen: the form with what was typed and what is
// wrong with it, or what there is to read.
func (h *handler) tulisSubLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, l lembarLKE, s sakip.SubKomponenLKE, isi isiSubLKE) error {
	zona, err := zonaLKE(l)
	if err != nil {
		return err
	}
	isi.alamat, isi.Sub, isi.Kunci = a, s, h.NewID()
	isi.Dimensi, isi.Bobot, isi.Keadaan = namaDimensi[s.Dimensi], locale.AngkaRingkas(s.Bobot), keadaanLKE(l)
	isi.Bisa, isi.Alamat = l.sisi != "", a.LKE(s.ID)
	if l.sisi == sakip.SisiPenilai {
		isi.Alamat = a.LKE(s.ID, "penilaian")
	}
	if !isi.Bisa {
		isi.Tutup = l.tutup()
	}
	isi.tetangga(l)
	isi.nilai(l)
	isi.galatDari()
	for _, q := range s.Kriteria {
		k := h.kriteriaTampil(a, l, q, zona, &isi)
		if k.Usul != nil && l.sisi == sakip.SisiMandiri && isi.typed[q.ID+".jawaban"] == "" {
			isi.BanyakUsul++
		}
		isi.Butir = append(isi.Butir, k)
	}
	isi.klaim(l)
	if err := h.buktiSubLKE(r.Context(), a, l, o, zona, &isi); err != nil {
		return err
	}
	return h.tulis(w, r, statusFormulir(isi.galatSemua()), "lke-sub", halaman{Judul: "LKE " + s.ID, Orang: &o, Di: &a, Isi: isi, Skrip: []string{"unggah.js"}})
}

// galatSemua is what keeps the page from being what was asked for.
func (isi isiSubLKE) galatSemua() error {
	if isi.galat != nil {
		return isi.galat
	}
	if isi.Bentrok != nil {
		return fault.New(fault.Conflict)
	}
	return isi.galatBukti
}

// keadaanLKE says where the sheet stands, and whether its grade is final.
func keadaanLKE(l lembarLKE) string { return "LKE " + statusLKETampil[l.Status].Kata + "." }

// tutup is why the person has no form.
func (l lembarLKE) tutup() string {
	switch {
	case l.Status == sakip.LKEBelum:
		return "LKE tahun ini belum dimulai; di bawah kriterianya dan usul Capaian."
	case l.Status == sakip.LKEDraf:
		return "Yang mengisi: verifikator perangkat daerah."
	case l.Status == sakip.LKEDiajukan:
		return "LKE sudah diajukan dan sedang dinilai Inspektorat; jawaban terkunci."
	case l.Status == sakip.LKEDinilai:
		return "Penilaian sudah selesai; Inspektorat dapat membukanya lagi atau memfinalkannya."
	}
	return "LKE final. Yang dapat membukanya kembali: admin kabupaten, dengan alasan."
}

// tetangga are the sub-komponen before and after.
func (isi *isiSubLKE) tetangga(l lembarLKE) {
	var semua []sakip.SubKomponenLKE
	for _, k := range l.Kriteria.Komponen {
		for _, s := range k.Sub {
			if semua = append(semua, s); s.ID == isi.Sub.ID {
				isi.Komponen, isi.KomponenID = k.ID+". "+k.Nama, k.ID
			}
		}
	}
	n := slices.IndexFunc(semua, func(s sakip.SubKomponenLKE) bool { return s.ID == isi.Sub.ID })
	ke := func(s sakip.SubKomponenLKE) *tautanTeks {
		return &tautanTeks{s.ID + " " + namaDimensi[s.Dimensi], isi.alamat.LKE(s.ID)}
	}
	if n > 0 {
		isi.Sebelum = ke(semua[n-1])
	}
	if n+1 < len(semua) {
		isi.Sesudah = ke(semua[n+1])
	}
}

// nilai is what the sub-komponen comes to for each side, as it is saved.
func (isi *isiSubLKE) nilai(l lembarLKE) {
	cari := func(n sakip.NilaiLKE) sakip.NilaiSub {
		for _, k := range n.Komponen {
			for _, s := range k.Sub {
				if s.ID == isi.Sub.ID {
					return s
				}
			}
		}
		return sakip.NilaiSub{}
	}
	isi.Nilai = []nilaiTampil{{Judul: "Nilai sendiri", Sel: selSub(cari(l.Hasil.Mandiri))}}
	if adaPenilai(l) {
		isi.Nilai = append(isi.Nilai, nilaiTampil{Judul: "Nilai Inspektorat", Sel: selSub(cari(l.Hasil.Penilai))})
	}
	for _, g := range l.Kriteria.Gradasi[isi.Sub.Dimensi] {
		isi.Gradasi = append(isi.Gradasi, gradasiTampil{g.Nama, locale.AngkaRingkas(g.Nilai), g.Uraian})
	}
}

// galatDari sorts the faults to the fields that they are of.
func (isi *isiSubLKE) galatDari() {
	for _, f := range fault.All(isi.galat) {
		if _, ada := isi.labelBidang(f.Field); !ada {
			isi.Umum = append(isi.Umum, fault.Text(f))
		}
	}
}

// labelBidang names a field of the form in the list of faults.
func (isi isiSubLKE) labelBidang(nama string) (string, bool) {
	for _, b := range butirSub(isi.Sub) {
		rest, ok := strings.CutPrefix(nama, b+".")
		if !ok {
			continue
		}
		if strings.HasPrefix(rest, "saran[") {
			return b + " rekomendasi", true
		}
		switch rest {
		case "jawaban", "gradasi":
			return b + " jawaban", true
		case "catatan":
			return b + " catatan", true
		case "bukti":
			return b + " bukti", true
		}
	}
	return "", false
}

// bidang makes a field from what was typed and what is wrong with it.
func (isi *isiSubLKE) bidang(nama, label, petunjuk string) bidang {
	b := bidang{Nama: nama, Label: label, Petunjuk: petunjuk, Nilai: isi.typed[nama]}
	for _, f := range fault.All(isi.galat) {
		if f.Field == nama {
			b.Galat = append(b.Galat, fault.Text(f))
		}
	}
	if len(b.Galat) > 0 {
		judul, _ := isi.labelBidang(nama)
		isi.Keliru = append(isi.Keliru, bidang{Nama: nama, Label: judul, Galat: b.Galat})
	}
	return b
}

func (h *handler) kriteriaTampil(a alamat, l lembarLKE, q sakip.Kriteria, zona *time.Location, isi *isiSubLKE) kriteriaTampil {
	k := kriteriaTampil{Kriteria: q, Contoh: strings.Join(q.ContohBukti, "; "), Usul: l.usulTampil(a, q.ID)}
	m, p := l.DuaSisi(q.ID)
	if !isi.Bisa {
		k.Pihak = []pihakTampil{l.pihak(a, "Perangkat daerah", m, zona)}
		if adaPenilai(l) {
			k.Pihak = append(k.Pihak, l.pihak(a, "Inspektorat", p, zona))
		}
		for _, x := range l.saranUntuk(q.ID) {
			k.Terbaca = append(k.Terbaca, saranDari(a, l.Kriteria, x))
		}
		return k
	}
	petunjukCatatan := ""
	if l.sisi == sakip.SisiPenilai {
		lain := l.pihak(a, "Jawaban perangkat daerah", m, zona)
		k.Lain, petunjukCatatan = &lain, "wajib bila jawaban Anda lain dari jawaban perangkat daerah"
	}
	nama := q.ID + ".jawaban"
	k.Asal, k.Jawaban = bidang{Nama: q.ID + ".asal", Nilai: isi.typed[q.ID+".asal"]}, isi.bidang(nama, "Jawaban", "")
	for _, j := range append(slices.Clone(sakip.SemuaJawaban), "") {
		x := radioTampil{ID: nama + "-" + cmp.Or(string(j), "kosong"), Nama: nama, Nilai: string(j), Teks: cmp.Or(kataJawaban[j], "Belum dijawab"), Dipilih: k.Jawaban.Nilai == string(j)}
		if u, ada := l.Usulan[q.ID]; ada && u.Jawaban == j && l.sisi == sakip.SisiMandiri {
			x.Usul = true
		}
		k.Pilihan = append(k.Pilihan, x)
	}
	k.Catatan = isi.bidang(q.ID+".catatan", "Catatan", petunjukCatatan)
	isi.bidang(q.ID+".bukti", "Bukti", "")
	for _, b := range l.Bukti {
		x := opsiTampil{opsiPilihan{b.ID, b.Nama + " (" + asalBukti(b) + ")"}, q.ID + ".bukti." + b.ID, isi.typed[q.ID+".bukti."+b.ID] != ""}
		if x.Dipilih {
			k.AdaBukti++
		}
		k.Berkas = append(k.Berkas, x)
	}
	if l.sisi == sakip.SisiPenilai {
		k.Saran = h.saranForm(q.ID, isi)
	}
	return k
}

// asalBukti says what a file was handed in for.
func asalBukti(b sakip.Bukti) string {
	if b.Kriteria != "" {
		return "LKE " + b.Kriteria
	}
	return b.Indikator + " " + teksTW(b.Triwulan)
}

// saranForm are the fields of a criterion's recommendations, and those of one more.
func (h *handler) saranForm(kriteria string, isi *isiSubLKE) []saranForm {
	baris := isi.typed.nomorBaris(kriteria + ".saran")
	n, kosong := 0, false
	if len(baris) > 0 {
		n = baris[len(baris)-1] + 1
		nama := namaSaran(kriteria, n-1)
		kosong = isi.typed[nama+".uraian"] == "" && isi.typed[nama+".tenggat"] == "" // the one that was left blank is sent along
	}
	if !kosong {
		baris = append(baris, n)
		isi.typed[namaSaran(kriteria, n)+".id"], isi.typed[namaSaran(kriteria, n)+".asal"] = h.NewID(), "0 "+sidikTeks("", "")
	}
	var out []saranForm
	for i, n := range baris {
		nama := namaSaran(kriteria, n)
		x := saranForm{Judul: "Rekomendasi", Asal: bidang{Nama: nama + ".asal", Nilai: isi.typed[nama+".asal"]}, ID: bidang{Nama: nama + ".id", Nilai: isi.typed[nama+".id"]},
			Uraian:  isi.bidang(nama+".uraian", "Rekomendasi", ""),
			Tenggat: isi.bidang(nama+".tenggat", "Tenggat tindak lanjut", ""), Baru: i == len(baris)-1}
		if x.Baru {
			x.Judul, x.Buka = "Tambah rekomendasi", x.Uraian.Nilai != "" || x.Tenggat.Nilai != ""
		} else {
			x.Buka = true
		}
		out = append(out, x)
	}
	return out
}

// usulTampil is what the data prove of a criterion; nil for nothing.
func (l lembarLKE) usulTampil(a alamat, kriteria string) *usulTampil {
	u, ada := l.Usulan[kriteria]
	if !ada {
		return nil
	}
	out := usulTampil{Kata: kataJawaban[u.Jawaban]}
	for _, f := range u.Fakta {
		ke := a.rujukan(f.Rujukan)
		teks := f.Teks
		if f.M > 0 {
			teks += ": " + strconv.Itoa(f.N) + " dari " + strconv.Itoa(f.M)
		}
		if f.Tanggal != "" {
			teks += ", " + hariTeks(f.Tanggal)
		}
		out.Fakta = append(out.Fakta, faktaTampil{teks, f.Cukup, ke.Teks, ke.Alamat})
	}
	return &out
}

// pihak is an answer to be read.
func (l lembarLKE) pihak(a alamat, siapa string, j sakip.JawabanLKE, zona *time.Location) pihakTampil {
	p := pihakTampil{Siapa: siapa, Jawaban: kataJawabanAtau(j), Catatan: j.Catatan}
	if j.Butir != "" {
		p.Oleh = j.Nama + ", " + locale.Waktu(j.Pada, zona)
	}
	for _, id := range j.Bukti {
		t := tautanTeks{Teks: id}
		if n := slices.IndexFunc(l.LembarLKE.Bukti, func(b sakip.Bukti) bool { return b.ID == id }); n >= 0 {
			t = tautanTeks{l.LembarLKE.Bukti[n].Nama, a.Halaman() + "/bukti/" + id + "/isi"}
		}
		p.Bukti = append(p.Bukti, t)
	}
	if j.Usulan != nil && l.Basi[j.Butir] {
		p.Basi = "Data Capaian sudah berubah sejak dijawab."
	}
	return p
}

// klaim are the grades that follow from no share: to be claimed, or as they were.
func (isi *isiSubLKE) klaim(l lembarLKE) {
	s := isi.Sub
	m, p := l.DuaSisi(s.ID)
	baca := func(siapa string, j sakip.JawabanLKE) string {
		switch {
		case j.Butir == "":
			return ""
		case j.Gradasi == "":
			return siapa + " tidak mengakuinya: " + j.Catatan
		}
		return siapa + " menyatakan gradasi " + j.Gradasi + ": " + j.Catatan
	}
	if !isi.Bisa {
		for _, t := range []string{baca("Perangkat daerah", m), baca("Inspektorat", p)} {
			if t != "" {
				isi.KlaimBaca = append(isi.KlaimBaca, t)
			}
		}
		return
	}
	diakui := l.Kriteria.Diakui(s)
	if len(diakui) == 0 {
		return
	}
	k := klaimTampil{Asal: bidang{Nama: s.ID + ".asal", Nilai: isi.typed[s.ID+".asal"]}, Gradasi: isi.bidang(s.ID+".gradasi", "Pernyataan", "")}
	for _, g := range l.Kriteria.Gradasi[s.Dimensi] {
		if g.Syarat == "" {
			k.Hitung = g.Nama
			break
		}
	}
	if l.sisi == sakip.SisiPenilai {
		k.Lain = baca("Perangkat daerah", m)
	}
	nama := k.Gradasi.Nama
	for _, g := range diakui {
		k.Pilihan = append(k.Pilihan, radioTampil{ID: nama + "-" + g.Nama, Nama: nama, Nilai: g.Nama, Teks: g.Nama + ": " + g.Syarat, Dipilih: k.Gradasi.Nilai == g.Nama})
	}
	tanpa, petunjuk := "Tanpa pernyataan", "wajib bila menyatakan gradasi"
	if l.dapatMenolak(s, l.sisi) {
		tanpa, petunjuk = "Tidak diakui", "wajib: mengapa gradasi itu diakui, atau tidak"
	}
	k.Pilihan = append(k.Pilihan, radioTampil{ID: nama + "-kosong", Nama: nama, Teks: tanpa, Dipilih: k.Gradasi.Nilai == ""})
	k.Catatan = isi.bidang(s.ID+".catatan", "Alasan pernyataan", petunjuk)
	isi.Klaim = &k
}
