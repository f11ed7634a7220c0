package api

import (
	"net/http"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteLKE are the evaluation sheets: read, answered, handed in, evaluated and made final.
func ruteLKE() []Route {
	lke := tahun + "/lke"
	return []Route{
		{"GET", "/v1/lke/{tahun}", service.LihatDiri, (*handler).daftarLKE},
		{"GET", lke, service.LihatOPD, (*handler).lke},
		{"POST", lke + "/mulai", service.IsiLKE, (*handler).mulaiLKE},
		{"PUT", lke + "/jawaban/{id}", service.IsiLKE, jawab(sakip.SisiMandiri)},
		{"DELETE", lke + "/jawaban/{id}", service.IsiLKE, hapusJawaban(sakip.SisiMandiri)},
		{"PUT", lke + "/penilaian/{id}", service.NilaiLKE, jawab(sakip.SisiPenilai)},
		{"DELETE", lke + "/penilaian/{id}", service.NilaiLKE, hapusJawaban(sakip.SisiPenilai)},
		{"PUT", lke + "/saran/{id}", service.NilaiLKE, (*handler).putSaran},
		{"DELETE", lke + "/saran/{id}", service.NilaiLKE, (*handler).hapusSaran},
		{"POST", lke + "/ajukan", service.AjukanLKE, tahapLKE(sakip.LKEAjukan)},
		{"POST", lke + "/kembalikan", service.NilaiLKE, tahapLKE(sakip.LKEKembalikan)},
		{"POST", lke + "/nilai", service.NilaiLKE, tahapLKE(sakip.LKENilai)},
		{"POST", lke + "/nilai-ulang", service.NilaiLKE, tahapLKE(sakip.LKENilaiUlang)},
		{"POST", lke + "/final", service.FinalkanLKE, tahapLKE(sakip.LKEFinalkan)},
		{"POST", lke + "/buka-kembali", service.BukaKembali, tahapLKE(sakip.LKEBuka)},
		{"POST", lke + "/salurkan", service.FinalkanLKE, (*handler).salurkanLKE},
	}
}

// jawabanWire is an answer with its version.
type jawabanWire struct {
	wire.JawabanLKE
	Versi int64 `json:"versi"`
}

// saranWire is a recommendation with its version.
type saranWire struct {
	wire.SaranLKE
	Versi int64 `json:"versi"`
}

// kriteriaWire is a question with both sides' answers and what the data prove.
type kriteriaWire struct {
	ID          string          `json:"id"`
	Teks        string          `json:"teks"`
	Bobot       string          `json:"bobot"`
	Bantuan     string          `json:"bantuan,omitempty"`
	ContohBukti []string        `json:"contoh_bukti,omitempty"`
	Usulan      *wire.UsulanLKE `json:"usulan"`
	Mandiri     *jawabanWire    `json:"mandiri"`
	Penilai     *jawabanWire    `json:"penilai"`
	Berbeda     bool            `json:"berbeda"`
	Basi        bool            `json:"basi"`
}

// sisiSubWire is what one side says of a sub-komponen: what its answers come to, and the
// grade that it claims.
type sisiSubWire struct {
	wire.NilaiSubLKE
	Pengakuan *jawabanWire `json:"pengakuan"`
}

type subWire struct {
	ID       string         `json:"id"`
	Nama     string         `json:"nama"`
	Dimensi  sakip.Dimensi  `json:"dimensi"`
	Bobot    string         `json:"bobot"`
	Mandiri  sisiSubWire    `json:"mandiri"`
	Penilai  sisiSubWire    `json:"penilai"`
	Kriteria []kriteriaWire `json:"kriteria"`
}

type komponenWire struct {
	ID      string        `json:"id"`
	Nama    string        `json:"nama"`
	Bobot   string        `json:"bobot"`
	Mandiri wire.NilaiLKE `json:"mandiri"`
	Penilai wire.NilaiLKE `json:"penilai"`
	Sub     []subWire     `json:"subkomponen"`
}

// lkeWire is an evaluation sheet as it is answered.
type lkeWire struct {
	wire.LKE
	Versi         int64                            `json:"versi"`
	NamaKriteria  string                           `json:"nama_kriteria"`
	Sumber        string                           `json:"sumber"`
	Gradasi       map[sakip.Dimensi][]wire.Gradasi `json:"gradasi"`
	Mandiri       wire.TotalLKE                    `json:"mandiri"`
	Penilai       wire.TotalLKE                    `json:"penilai"`
	Komponen      []komponenWire                   `json:"komponen"`
	Saran         []saranWire                      `json:"saran"`
	Sebelumnya    []wire.Rekomendasi               `json:"rekomendasi_sebelumnya"`
	Berikutnya    []wire.Rekomendasi               `json:"rekomendasi_berikutnya"`
	TahunDepan    bool                             `json:"tahun_depan"`
	BelumTersalur int                              `json:"belum_tersalur"`
	Boleh         []sakip.TahapLKE                 `json:"boleh"`
	BolehJawab    []sakip.SisiLKE                  `json:"boleh_jawab"`
}

func (h *handler) lke(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	l, err := h.Service.LKE(r.Context(), o, a.opd, a.tahun)
	if err != nil {
		return err
	}
	return isi(w, l.Versi, fromLKE(l))
}

func fromLKE(l service.LembarLKE) lkeWire {
	out := lkeWire{LKE: wire.FromLKE(l.LKE), Versi: l.Versi, NamaKriteria: l.Kriteria.Nama, Sumber: l.Kriteria.Sumber, Gradasi: map[sakip.Dimensi][]wire.Gradasi{},
		Mandiri: wire.FromTotalLKE(l.Hasil.Mandiri), Penilai: wire.FromTotalLKE(l.Hasil.Penilai), Komponen: []komponenWire{}, Saran: []saranWire{},
		Sebelumnya: rekomendasiWire(l.Sebelumnya), Berikutnya: rekomendasiWire(l.Berikutnya), TahunDepan: l.TahunDepan, BelumTersalur: l.BelumTersalur, Boleh: []sakip.TahapLKE{}, BolehJawab: []sakip.SisiLKE{}}
	out.Kriteria = l.Kriteria.ID
	for d, list := range l.Kriteria.Gradasi {
		for _, g := range list {
			out.Gradasi[d] = append(out.Gradasi[d], wire.FromGradasi(g))
		}
	}
	for n, c := range l.Kriteria.Komponen {
		m, p := l.Hasil.Mandiri.Komponen[n], l.Hasil.Penilai.Komponen[n]
		k := komponenWire{c.ID, c.Nama, sakip.Teks(c.Bobot), wire.FromNilaiKomponen(m), wire.FromNilaiKomponen(p), []subWire{}}
		for i, s := range c.Sub {
			k.Sub = append(k.Sub, fromSub(l, s, m.Sub[i], p.Sub[i]))
		}
		out.Komponen = append(out.Komponen, k)
	}
	for _, x := range l.Saran {
		out.Saran = append(out.Saran, saranWire{wire.FromSaranLKE(x), l.VersiButir[service.KunciSaran(x.ID)]})
	}
	for _, t := range sakip.SemuaTahapLKE {
		if l.BolehTahap[t] {
			out.Boleh = append(out.Boleh, t)
		}
	}
	for _, s := range sakip.SemuaSisi {
		if l.BolehJawab[s] {
			out.BolehJawab = append(out.BolehJawab, s)
		}
	}
	return out
}

func fromSub(l service.LembarLKE, s sakip.SubKomponenLKE, m, p sakip.NilaiSub) subWire {
	jawaban := func(sisi sakip.SisiLKE, j sakip.JawabanLKE) *jawabanWire {
		if j.Butir == "" {
			return nil
		}
		return &jawabanWire{wire.FromJawabanLKE(j), l.VersiButir[service.KunciButir(sisi, j.Butir)]}
	}
	akuMandiri, akuPenilai := l.DuaSisi(s.ID)
	out := subWire{ID: s.ID, Nama: s.Nama, Dimensi: s.Dimensi, Bobot: sakip.Teks(s.Bobot), Kriteria: []kriteriaWire{},
		Mandiri: sisiSubWire{wire.FromNilaiSub(m), jawaban(sakip.SisiMandiri, akuMandiri)}, Penilai: sisiSubWire{wire.FromNilaiSub(p), jawaban(sakip.SisiPenilai, akuPenilai)}}
	for _, q := range s.Kriteria {
		mandiri, penilai := l.DuaSisi(q.ID)
		k := kriteriaWire{ID: q.ID, Teks: q.Teks, Bobot: sakip.Teks(q.Bobot), Bantuan: q.Bantuan, ContohBukti: q.ContohBukti,
			Mandiri: jawaban(sakip.SisiMandiri, mandiri), Penilai: jawaban(sakip.SisiPenilai, penilai), Berbeda: sakip.Berbeda(mandiri, penilai), Basi: l.Basi[q.ID]}
		if u, ok := l.Usulan[q.ID]; ok {
			w := wire.FromUsulanLKE(u)
			k.Usulan = &w
		}
		out.Kriteria = append(out.Kriteria, k)
	}
	return out
}

func rekomendasiWire(list []sakip.Rekomendasi) []wire.Rekomendasi {
	out := []wire.Rekomendasi{}
	for _, r := range list {
		out = append(out, wire.FromRekomendasi(r))
	}
	return out
}

// barisLKEWire is an agency's sheet in a list.
type barisLKEWire struct {
	OPD      string          `json:"opd"`
	Nama     string          `json:"nama"`
	Sintetis bool            `json:"sintetis,omitempty"`
	Ada      bool            `json:"ada"`
	Status   sakip.StatusLKE `json:"status"`
	LHE      wire.LHE        `json:"lhe,omitzero"`
	Mandiri  wire.TotalLKE   `json:"mandiri"`
	Penilai  wire.TotalLKE   `json:"penilai"`
}

func (h *handler) daftarLKE(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarLKE(r.Context(), o, a.tahun)
	if err != nil {
		return err
	}
	daftar := []barisLKEWire{}
	for _, b := range list {
		daftar = append(daftar, barisLKEWire{b.OPD, b.Nama, b.Sintetis, b.Ada, b.Status, wire.LHE(b.LHE), wire.FromTotalLKE(b.Hasil.Mandiri), wire.FromTotalLKE(b.Hasil.Penilai)})
	}
	return isi(w, 0, map[string]any{"daftar": daftar})
}

func (h *handler) mulaiLKE(w http.ResponseWriter, r *http.Request) error {
	a, req, err := h.perintah(r)
	if err != nil {
		return err
	}
	v, err := h.Service.StartLKE(r.Context(), req, a.opd, a.tahun)
	if err != nil {
		return err
	}
	return tersimpan(w, v, false)
}

// isianJawaban is what a person says of one thing of the sheet.
type isianJawaban struct {
	Jawaban sakip.JawabanKriteria `json:"jawaban,omitempty"`
	Gradasi string                `json:"gradasi,omitempty"`
	Catatan string                `json:"catatan,omitempty"`
	Bukti   []string              `json:"bukti,omitempty"`
	Rujukan []wire.Rujukan        `json:"rujukan,omitempty"`
}

func jawab(sisi sakip.SisiLKE) func(*handler, http.ResponseWriter, *http.Request) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request) error {
		a, err := alamatDari(r)
		if err != nil {
			return err
		}
		var body isianJawaban
		return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
			j := wire.JawabanLKE{Butir: r.PathValue("id"), Jawaban: body.Jawaban, Gradasi: body.Gradasi, Catatan: body.Catatan, Bukti: body.Bukti, Rujukan: body.Rujukan}
			return h.Service.PutJawabanLKE(r.Context(), e.req, a.opd, a.tahun, sisi, j.Domain(l), e.versi)
		})
	}
}

func hapusJawaban(sisi sakip.SisiLKE) func(*handler, http.ResponseWriter, *http.Request) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request) error {
		return h.hapus(w, r, func(a alamat, e tulis) (int64, error) {
			return h.Service.DeleteJawabanLKE(r.Context(), e.req, a.opd, a.tahun, sisi, r.PathValue("id"), e.versi)
		})
	}
}

// isianSaran is a recommendation as it is written.
type isianSaran struct {
	Kriteria string        `json:"kriteria"`
	Uraian   string        `json:"uraian"`
	Tenggat  sakip.Tanggal `json:"tenggat"`
}

func (h *handler) putSaran(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body isianSaran
	return h.simpan(w, r, &body, func(e tulis, _ *fault.List) (int64, error) {
		return h.Service.PutSaranLKE(r.Context(), e.req, a.opd, a.tahun,
			sakip.SaranLKE{ID: r.PathValue("id"), Kriteria: body.Kriteria, Uraian: body.Uraian, Tenggat: body.Tenggat}, e.versi)
	})
}

func (h *handler) hapusSaran(w http.ResponseWriter, r *http.Request) error {
	return h.hapus(w, r, func(a alamat, e tulis) (int64, error) {
		return h.Service.DeleteSaranLKE(r.Context(), e.req, a.opd, a.tahun, r.PathValue("id"), e.versi)
	})
}

// isianTahapLKE is what a step of the sheet says: the note of a return, the reason of a
// reopening, what a final one names.
type isianTahapLKE struct {
	teksLangkah
	Nomor   string        `json:"nomor,omitempty"`
	Tanggal sakip.Tanggal `json:"tanggal,omitempty"`
}

func tahapLKE(t sakip.TahapLKE) func(*handler, http.ResponseWriter, *http.Request) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request) error {
		a, err := alamatDari(r)
		if err != nil {
			return err
		}
		v, err := versi(r)
		if err != nil {
			return err
		}
		var body isianTahapLKE
		if err := decodeAda(r, &body); err != nil {
			return err
		}
		req, err := h.request(r, body)
		if err != nil {
			return err
		}
		baru, err := h.Service.StepLKE(r.Context(), req, a.opd, a.tahun, t, body.Catatan+body.Alasan, sakip.LHE{Nomor: body.Nomor, Tanggal: body.Tanggal}, v)
		if err != nil {
			return err
		}
		return tersimpan(w, baru, false)
	}
}

func (h *handler) salurkanLKE(w http.ResponseWriter, r *http.Request) error {
	a, req, err := h.perintah(r)
	if err != nil {
		return err
	}
	n, err := h.Service.DistributeLKE(r.Context(), req, a.opd, a.tahun)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, map[string]int{"banyak": n})
}
