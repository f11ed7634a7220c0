package web

import (
	"encoding/json"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

func (h *handler) lembarPembanding(k konteks, id string) (lembarRencana, error) {
	l := lembarRencana{konteks: k, judul: "Tabel pembanding baru", tujuan: k.Rencana("tambah", "pembanding"), remah: k.remah(remah{"Tabel pembanding", k.Rencana("pembanding")}),
		versi: "0", aksi: service.Rencanakan, siap: siapPembanding, perbarui: perbaruiPilihan, bagian: func(s isian) []bagianUraian { return bagianPembanding(s, id == "") }}
	l.simpan = simpanBentuk[wire.TabelPembanding](func(s *service.Service, req service.Request, t sakip.TabelPembanding, v int64) (int64, error) {
		return s.PutPembanding(k.r.Context(), req, k.OPD, k.Tahun, t, v)
	})
	l.kode, l.perihal = "id", tentangPembanding(k.d, id)
	var t wire.TabelPembanding
	if id != "" {
		n := slices.IndexFunc(k.d.Pembanding, func(x sakip.TabelPembanding) bool { return x.ID == id })
		if n < 0 {
			return l, fault.New(fault.NotFound, "Tabel pembanding", id)
		}
		t = wire.FromTabelPembanding(k.d.Pembanding[n])
		l.judul, l.anak, l.tujuan, l.hapus = t.Judul, t.ID, k.Rencana("pembanding", id), k.Rencana("pembanding", id, "hapus")
		l.versi = teksVersi(k.versi[service.BarisPembanding(id)])
	}
	l.awal = ubahJSON(raw(t), func(isi map[string]any) {
		kolom, _ := isi["kolom"].([]any)
		for _, x := range kolom {
			if m, ok := x.(map[string]any); ok {
				m["lama"] = m["id"]
			}
		}
	})
	return l, nil
}

// ubahJSON changes JSON of an object that this program wrote.
func ubahJSON(b []byte, ubah func(map[string]any)) []byte {
	var isi map[string]any
	if json.Unmarshal(b, &isi) != nil {
		return b
	}
	ubah(isi)
	return raw(isi)
}

func bagianPembanding(s isian, baru bool) []bagianUraian {
	kepala := []gambaran{{nama: "judul", label: "Judul tabel"}, {nama: "sumber", label: "Sumber", petunjuk: "misalnya BPS, Maret 2023"}}
	if baru {
		kepala = append(kepala, gambaran{nama: "id", label: "Kode tabel", petunjuk: petunjukKode, ragam: teksKode})
	}
	kolom, baris := []opsiPilihan{{"", "– tidak ada –"}}, []opsiPilihan{{"", "– tidak ada –"}}
	var nilai []gambaran
	for _, n := range s.nomorBaris("kolom") {
		if b := s.di(jalurBaris("kolom", n) + "."); b["id"] != "" {
			teks := b["nama"]
			if teks == "" {
				teks = b["id"]
			}
			kolom = append(kolom, opsiPilihan{b["id"], teks})
			nilai = append(nilai, gambaran{nama: b["id"], label: teks, ragam: angkaRasio})
		}
	}
	for _, n := range s.nomorBaris("baris") {
		if b := s.di(jalurBaris("baris", n) + "."); b["nama"] != "" {
			baris = append(baris, opsiPilihan{b["nama"], b["nama"]})
		}
	}
	return []bagianUraian{{"Tabel", "", kepala},
		{"Kolom", "Kolom nilai seperti pada sumbernya; kode yang dikosongkan dibuatkan. Kolom baru dapat diisi setelah disimpan atau setelah menekan Perbarui pilihan.", []gambaran{{nama: "kolom", ragam: daftarIsian, satu: "Kolom", gaya: "rapat", anak: []gambaran{
			{nama: "nama", label: "Nama kolom"}, {nama: "satuan", label: "Satuan"}, {nama: "id", label: "Kode kolom", ragam: teksKode}, {nama: "lama", ragam: tersembunyi}}}}},
		{"Yang dihitung", "Perubahan, bagian dan peringkat dihitung, tidak diketik.", []gambaran{
			{nama: "dari", label: "Perubahan dari kolom", ragam: pilihSatu, opsi: kolom}, {nama: "ke", label: "ke kolom", ragam: pilihSatu, opsi: kolom},
			{nama: "peringkat", label: "Peringkat menurut kolom", ragam: pilihSatu, opsi: kolom},
			{nama: "jenis_peringkat", label: "Jenis baris yang diperingkat", petunjuk: "dipisah koma, misalnya kabupaten, kota", ragam: teksSebaris},
			{nama: "fokus", label: "Baris yang dibahas", ragam: pilihSatu, opsi: baris}, {nama: "total", label: "Baris jumlah", ragam: pilihSatu, opsi: baris}}},
		{"Baris", "", []gambaran{{nama: "baris", ragam: daftarIsian, satu: "Baris", gaya: "rapat", anak: []gambaran{
			{nama: "nama", label: "Nama"}, {nama: "jenis", label: "Jenis, misalnya kabupaten"}, {nama: "nilai", ragam: objekIsian, anak: nilai}}}}},
	}
}

// siapPembanding gives tables and columns that have none a code, and carries the values of
// a column whose code was changed over to the new one.
func siapPembanding(s isian) isian {
	if s["id"] == "" && s["judul"] != "" {
		s["id"] = kodeDari(s["judul"], "-")
	}
	s = s.beriKode("kolom", func(b isian, _ int) string { return kodeDari(b["nama"], "_") })
	ganti := map[string]string{}
	for _, n := range s.nomorBaris("kolom") {
		jalur := jalurBaris("kolom", n)
		if lama, baru := s[jalur+".lama"], s[jalur+".id"]; lama != "" && baru != "" && lama != baru {
			ganti[lama] = baru
		}
		s[jalur+".lama"] = s[jalur+".id"]
	}
	if len(ganti) == 0 {
		return s
	}
	for _, kolom := range []string{"dari", "ke", "peringkat"} {
		if baru, ok := ganti[s[kolom]]; ok {
			s[kolom] = baru
		}
	}
	for _, n := range s.nomorBaris("baris") {
		jalur := jalurBaris("baris", n) + ".nilai."
		nilai := s.di(jalur)
		for kolom := range nilai {
			delete(s, jalur+kolom)
		}
		for kolom, v := range nilai {
			if baru, ok := ganti[kolom]; ok {
				kolom = baru
			}
			s[jalur+kolom] = v
		}
	}
	return s
}

func (h *handler) daftarPembanding(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Tabel pembanding", Satu: "tabel", Petunjuk: "Tabel dari sumber luar untuk disandingkan dengan capaian, misalnya kemiskinan per kabupaten.",
		Kolom: []kolomDaftar{{"Sumber", false}, {"Kolom", true}, {"Baris", true}}}
	for _, t := range k.d.Pembanding {
		d.Baris = append(d.Baris, barisRencana{t.ID, t.Judul, k.Rencana("pembanding", t.ID), []selDaftar{{Teks: t.Sumber},
			{Teks: strconv.Itoa(len(t.Kolom)), Angka: true}, {Teks: strconv.Itoa(len(t.Baris)), Angka: true}}})
	}
	return d
}

func (h *handler) lembarFakta(k konteks, id string) (lembarRencana, error) {
	l := lembarRencana{konteks: k, judul: "Fakta baru", tujuan: k.Rencana("tambah", "fakta"), remah: k.remah(remah{"Fakta pendukung", k.Rencana("fakta")}), versi: "0", aksi: service.Rencanakan,
		awal: raw(wire.Fakta{}), siap: func(s isian) isian {
			if s["id"] == "" && s["nama"] != "" {
				s["id"] = kodeDari(s["nama"], "-")
			}
			return s
		}}
	l.bagian = func(isian) []bagianUraian { return bagianFakta(id == "") }
	l.kode, l.perihal = "id", tentangFakta(k.d, id)
	l.simpan = simpanBentuk[wire.Fakta](func(s *service.Service, req service.Request, f sakip.Fakta, v int64) (int64, error) {
		return s.PutFakta(k.r.Context(), req, k.OPD, k.Tahun, f, v)
	})
	if id == "" {
		return l, nil
	}
	n := slices.IndexFunc(k.d.Fakta, func(x sakip.Fakta) bool { return x.ID == id })
	if n < 0 {
		return l, fault.New(fault.NotFound, "Fakta", id)
	}
	f := k.d.Fakta[n]
	l.judul, l.anak, l.tujuan, l.hapus = f.Nama, f.ID, k.Rencana("fakta", id), k.Rencana("fakta", id, "hapus")
	l.awal, l.versi = raw(wire.FromFakta(f)), teksVersi(k.versi[service.BarisFakta(id)])
	return l, nil
}

// tentangPembanding tells the findings about the rows of a table from elsewhere.
func tentangPembanding(d sakip.DataTahun, id string) func(review.Temuan) bool {
	var subjek []string
	for _, t := range d.Pembanding {
		for _, b := range t.Baris {
			if t.ID == id {
				subjek = append(subjek, review.SubjekBaris(id, b.Nama))
			}
		}
	}
	return tentang(subjek...)
}

// tentangFakta tells the findings about a fact and its parts.
func tentangFakta(d sakip.DataTahun, id string) func(review.Temuan) bool {
	subjek := []string{id}
	for _, f := range d.Fakta {
		for _, r := range f.Rincian {
			if f.ID == id {
				subjek = append(subjek, review.SubjekBaris(id, r.Nama))
			}
		}
	}
	return tentang(subjek...)
}

func bagianFakta(baru bool) []bagianUraian {
	kepala := []gambaran{{nama: "nama", label: "Nama fakta"}, {nama: "satuan", label: "Satuan"}, {nama: "sumber", label: "Sumber"}, {nama: "keterangan", label: "Keterangan", ragam: teksPanjang}}
	if baru {
		kepala = append(kepala, gambaran{nama: "id", label: "Kode fakta", petunjuk: petunjukKode, ragam: teksKode})
	}
	return []bagianUraian{{"Fakta", "", kepala},
		{"Angka", "Isi nilainya, atau rincian yang dijumlahkan. Perubahan dan bagian dihitung.", []gambaran{{nama: "nilai", label: "Nilai", ragam: angkaRasio},
			{nama: "sebelumnya", label: "Nilai sebelumnya, bila ada", ragam: angkaRasio}, {nama: "dari_total", label: "Bagian dari jumlah, bila ada", ragam: angkaRasio},
			{nama: "rincian", label: "Rincian", ragam: daftarIsian, satu: "Rincian", gaya: "rapat", anak: []gambaran{{nama: "nama", label: "Nama"}, {nama: "nilai", label: "Nilai", ragam: angkaRasio}}}}}}
}

func (h *handler) daftarFakta(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Fakta pendukung", Satu: "fakta", Petunjuk: "Angka tunggal dari sumber lain yang dikutip laporan.", Kolom: []kolomDaftar{{"Nilai", true}, {"Satuan", false}, {"Sumber", false}}}
	for _, x := range wire.FromDaftarPembanding(k.d).Fakta {
		d.Baris = append(d.Baris, barisRencana{x.ID, x.Nama, k.Rencana("fakta", x.ID), []selDaftar{{Teks: x.Hasil.NilaiTampil, Angka: true, Kurang: "belum ada"}, {Teks: x.Satuan}, {Teks: x.Sumber}}})
	}
	return d
}

var opsiHasil = []opsiPilihan{{"BT", "belum ditindaklanjuti"}, {"TB", "tindak lanjut belum selesai"}, {"TS", "tuntas sesuai rekomendasi"}}

// isiRekomendasi is what a recommendation's page says beside its form.
type isiRekomendasi struct {
	Hasil   string // address of the status alone; "" for who may not or has the whole form
	Asal    *tautanTeks
	Dicabut bool // taken back by who evaluated
}

// asalRekomendasi is the evaluation that a recommendation came from, nil for none.
func (k konteks) asalRekomendasi(r sakip.Rekomendasi) *tautanTeks {
	if r.Asal == nil {
		return nil
	}
	return &tautanTeks{"LKE " + strconv.Itoa(r.Asal.Tahun) + ", kriteria " + r.Asal.Kriteria, alamat{k.OPD, r.Asal.Tahun}.LKE()}
}

func noRekomendasi(id string) (int, error) {
	n, err := strconv.Atoi(id)
	if err != nil {
		return 0, fault.New(fault.NotFound, "Rekomendasi", id)
	}
	return n, nil
}

func (h *handler) cariRekomendasi(k konteks, id string) (sakip.Rekomendasi, string, error) {
	no, err := noRekomendasi(id)
	if err != nil {
		return sakip.Rekomendasi{}, "", err
	}
	n := slices.IndexFunc(k.d.Rekomendasi, func(x sakip.Rekomendasi) bool { return x.No == no })
	if n < 0 {
		return sakip.Rekomendasi{}, "", fault.New(fault.NotFound, "Rekomendasi", id)
	}
	return k.d.Rekomendasi[n], teksVersi(k.versi[service.BarisRekomendasi(no)]), nil
}

func (h *handler) lembarRekomendasi(k konteks, id string) (lembarRencana, error) {
	berikut := 1
	for _, r := range k.d.Rekomendasi {
		berikut = max(berikut, r.No+1)
	}
	l := lembarRencana{konteks: k, template: "rekomendasi", judul: "Rekomendasi baru", tujuan: k.Rencana("tambah", "rekomendasi"), remah: k.remah(remah{"Rekomendasi", k.Rencana("rekomendasi")}),
		versi: "0", aksi: service.Rencanakan, awal: raw(wire.Rekomendasi{No: berikut, Hasil: sakip.BelumDitindaklanjut}), lain: isiRekomendasi{}}
	bukti, err := h.Service.DaftarBukti(k.r.Context(), k.o, k.OPD, k.Tahun)
	if err != nil {
		return l, err
	}
	var pilihan []opsiPilihan
	for _, b := range bukti {
		if b.Status == sakip.BuktiDiterima && b.Jenis == sakip.BuktiDukung {
			asal := b.Indikator + " " + teksTW(b.Triwulan)
			if b.Kriteria != "" {
				asal = "LKE " + b.Kriteria
			}
			pilihan = append(pilihan, opsiPilihan{b.ID, b.Nama + " (" + asal + ")"})
		}
	}
	l.kode, l.perihal = "no", tentang(review.PerihalRekomendasi+id)
	l.simpan = simpanBentuk[wire.Rekomendasi](func(s *service.Service, req service.Request, d sakip.Rekomendasi, v int64) (int64, error) {
		return s.PutRekomendasi(k.r.Context(), req, k.OPD, k.Tahun, d, v)
	})
	if id != "" {
		d, versi, err := h.cariRekomendasi(k, id)
		if err != nil {
			return l, err
		}
		l.judul, l.anak, l.versi, l.awal = "Rekomendasi "+id, potong(d.Uraian, 120), versi, raw(wire.FromRekomendasi(d))
		l.tujuan, l.hapus = k.Rencana("rekomendasi", id), k.Rencana("rekomendasi", id, "hapus")
		for _, ada := range d.Bukti {
			if teksOpsi(pilihan, ada) == ada {
				pilihan = append(pilihan, opsiPilihan{ada, ada}) // handed in once, and still referred to
			}
		}
		lain := isiRekomendasi{Asal: k.asalRekomendasi(d), Dicabut: !d.Berlaku()}
		if k.boleh(service.TindakRekomendasi) && !k.boleh(service.Rencanakan) {
			lain.Hasil = k.Rencana("rekomendasi", id, "hasil")
		}
		l.lain = lain
	}
	l.bagian = func(isian) []bagianUraian { return bagianRekomendasi(pilihan, id == "") }
	return l, nil
}

func bagianRekomendasi(bukti []opsiPilihan, baru bool) []bagianUraian {
	kepala := []gambaran{{nama: "uraian", label: "Rekomendasi", ragam: teksPanjang}}
	if baru {
		kepala = append([]gambaran{{nama: "no", label: "Nomor", ragam: bulat}}, kepala...)
	}
	tindak := []gambaran{{nama: "tindak_lanjut", label: "Tindak lanjut", ragam: teksPanjang}, {nama: "tenggat", label: "Tenggat", ragam: hari},
		{nama: "hasil", label: "Status", ragam: pilihSatu, opsi: opsiHasil}, {nama: "keterangan", label: "Keterangan", ragam: teksPanjang}}
	petunjuk := "Bukti diunggah pada halaman isian indikator, lalu dicentang di sini."
	if len(bukti) == 0 {
		petunjuk = "Belum ada bukti yang diunggah tahun ini."
	}
	return []bagianUraian{{"Rekomendasi evaluasi", "", kepala}, {"Tindak lanjut", "", tindak},
		{"Bukti", petunjuk, []gambaran{{nama: "bukti", label: "Bukti tindak lanjut", ragam: pilihBanyak, opsi: bukti}}}}
}

// lembarHasil is the status of a recommendation alone, which the inspektorat sets.
func (h *handler) lembarHasil(k konteks, id string) (lembarRencana, error) {
	d, versi, err := h.cariRekomendasi(k, id)
	if err != nil {
		return lembarRencana{}, err
	}
	l := lembarRencana{konteks: k, judul: "Status rekomendasi " + id, anak: d.Uraian, tujuan: k.Rencana("rekomendasi", id, "hasil"), ke: k.Rencana("rekomendasi", id), versi: versi,
		remah: k.remah(remah{"Rekomendasi", k.Rencana("rekomendasi")}, remah{id, k.Rencana("rekomendasi", id)}), awal: raw(wire.FromRekomendasi(d)), aksi: service.TindakRekomendasi}
	l.bagian = func(isian) []bagianUraian {
		return []bagianUraian{{"Status tindak lanjut", cmpTindak(d.TindakLanjut), []gambaran{{nama: "hasil", label: "Status", ragam: pilihSatu, opsi: opsiHasil}, {nama: "keterangan", label: "Keterangan", ragam: teksPanjang}}}}
	}
	l.simpan = func(s *service.Service, req service.Request, b []byte, versi string) error {
		w, err := dariJSON[wire.Rekomendasi](b)
		if err != nil {
			return err
		}
		v, err := versiForm(versi)
		if err != nil {
			return err
		}
		_, err = s.SetHasilRekomendasi(k.r.Context(), req, k.OPD, k.Tahun, d.No, w.Hasil, w.Keterangan, v)
		return err
	}
	return l, nil
}

func cmpTindak(s string) string {
	if s == "" {
		return "Perangkat daerah belum menuliskan tindak lanjutnya."
	}
	return "Tindak lanjut perangkat daerah: " + s
}

func (h *handler) daftarRekomendasi(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Rekomendasi", Satu: "rekomendasi", Petunjuk: "Rekomendasi evaluasi akuntabilitas kinerja dan tindak lanjutnya.", Kolom: []kolomDaftar{{"Status", false}, {"Tenggat", false}, {"Bukti", true}, {"Asal", false}}}
	for _, r := range k.d.Rekomendasi {
		asal, status := selDaftar{Kurang: "–"}, teksOpsi(opsiHasil, string(r.Hasil))
		if x := k.asalRekomendasi(r); x != nil {
			asal.Teks = x.Teks
		}
		if !r.Berlaku() {
			status = "dicabut Inspektorat"
		}
		d.Baris = append(d.Baris, barisRencana{strconv.Itoa(r.No), potong(r.Uraian, 120), k.Rencana("rekomendasi", strconv.Itoa(r.No)), []selDaftar{
			{Teks: status}, {Teks: hariTeks(r.Tenggat), Kurang: "tanpa tenggat"}, {Teks: strconv.Itoa(len(r.Bukti)), Angka: true}, asal}})
	}
	return d
}
