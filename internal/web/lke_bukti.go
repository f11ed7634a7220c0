package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
)

// barisBuktiLKE is a file as the list of the sheet's pages shows it.
func (h *handler) barisBuktiLKE(a alamat, sub string, b sakip.Bukti, o sakip.Orang, zona *time.Location) barisBukti {
	row := h.barisBuktiDari(a, b, o, zona)
	row.Nama = b.Nama + " (" + asalBukti(b) + ")"
	if row.Kirim != "" {
		row.Kirim = a.LKE(sub, "bukti", b.ID)
	}
	return row
}

// buktiSubLKE lists the files that were handed in for the criteria of the page, and makes
// the form for one more.
func (h *handler) buktiSubLKE(ctx context.Context, a alamat, l lembarLKE, o sakip.Orang, zona *time.Location, isi *isiSubLKE) error {
	semua, err := h.Service.DaftarBukti(ctx, o, a.OPD, a.Tahun)
	if err != nil {
		return err
	}
	milik := func(b sakip.Bukti) bool {
		return slices.ContainsFunc(isi.Sub.Kriteria, func(q sakip.Kriteria) bool { return q.ID == b.Kriteria })
	}
	for _, b := range semua {
		if milik(b) {
			isi.Bukti = append(isi.Bukti, h.barisBuktiLKE(a, isi.Sub.ID, b, o, zona))
		}
	}
	if l.sisi != sakip.SisiMandiri {
		return nil
	}
	s := isi.bukti
	g := galatDari(isi.galatBukti, func(f string) bool {
		return slices.Contains([]string{"nama", "keterangan", "tanggal", "kriteria"}, f)
	})
	buat := func(nama, label, petunjuk string) bidang {
		return bidang{isianBukti + nama, label, petunjuk, s[isianBukti+nama], g.Bidang[nama]}
	}
	f := formBuktiLKE{formBukti: formBukti{Alamat: a.LKE(isi.Sub.ID, "bukti"), Kunci: h.NewID(), Umum: g.Umum, Batas: sakip.BuktiDukung.Batas(),
		Nama:       buat("nama", "Nama berkas dengan akhirannya", "misalnya Peraturan bupati.pdf; .pdf, .jpg, .png, .xlsx, .docx, .csv atau .txt"),
		Keterangan: buat("keterangan", "Keterangan", ""), Tanggal: buat("tanggal", "Tanggal bukti", "")}, Kriteria: buat("kriteria", "Bukti untuk kriteria", "")}
	for _, q := range isi.Sub.Kriteria {
		f.Pilihan = append(f.Pilihan, opsiTampil{opsiPilihan: opsiPilihan{q.ID, q.ID + " " + potong(q.Teks, 80)}, Dipilih: f.Kriteria.Nilai == q.ID})
	}
	isi.FormBukti = &f
	return nil
}

func (h *handler) mintaBuktiLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	l, s, err := h.bacaSubLKE(r, o, a)
	if err != nil {
		return err
	}
	typed, req := isianForm(form), request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	b, f, err := h.Service.RequestBukti(r.Context(), req, a.OPD, a.Tahun, sakip.Bukti{Jenis: sakip.BuktiDukung, Kriteria: typed[isianBukti+"kriteria"],
		Nama: typed[isianBukti+"nama"], Keterangan: typed[isianBukti+"keterangan"], Tanggal: sakip.Tanggal(typed[isianBukti+"tanggal"])})
	if typed["cara"] == "skrip" { // the page sends the file itself and stays as it is
		return jawabSkrip(w, b, f, err)
	}
	switch {
	case err == nil:
		http.Redirect(w, r, a.LKE(s.ID, "bukti", b.ID), http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	return h.tulisSubLKE(w, r, o, a, l, s, isiSubLKE{typed: l.isianSub(s), bukti: typed, galatBukti: err})
}

// kirimBuktiLKE is the form that leads straight to where files arrive, and back.
func (h *handler) kirimBuktiLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	kembali := a.LKE(r.PathValue("sub"))
	b, f, err := h.Service.FormulirBukti(r.Context(), o, a.OPD, a.Tahun, r.PathValue("id"), h.PublicURL+kembali+"?terkirim=1")
	if err != nil {
		return err
	}
	if b.Kriteria == "" {
		return fault.New(fault.NotFound, "Bukti LKE", b.ID)
	}
	return h.tulis(w, r, http.StatusOK, "kirim-bukti", halaman{Judul: "Kirim bukti", Orang: &o, Di: &a,
		Isi: isiKirimBukti{alamat: a, B: b, Form: f, Kembali: kembali, Batas: strconv.FormatInt(b.Jenis.Batas()>>20, 10) + " MB"}})
}
