package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// hash is the SHA-256 of what a repeatable request says: its decoded body and the
// version that it expects.
func hash(body any, match string) (string, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return "", fault.Wrap(fault.Internal, err)
	}
	return hexSum(append(b, match...)), nil
}

// noun is how one planning noun goes over the wire: W its shape, D the domain's. id
// is what the address names, in the shape's field idField.
type noun[W, D any] struct {
	jenis   string // for people: "Indikator"
	idField string
	from    func(D) W
	to      func(W, *fault.List) D
	id      func(D) string
	key     func(id string) store.Key
	semua   func(sakip.DataTahun) []D
	put     func(*service.Service, context.Context, service.Request, string, int, D, int64) (int64, error)
}

// bertag is a row in a list, with the version that a write of it must name.
type bertag[W any] struct {
	Versi int64 `json:"versi_data"`
	Isi   W     `json:"isi"`
}

func (n noun[W, D]) list(h *handler, w http.ResponseWriter, r *http.Request) error {
	t, err := h.tahun(r)
	if err != nil {
		return err
	}
	out := []bertag[W]{}
	for _, d := range n.semua(t.Data) {
		out = append(out, bertag[W]{t.Versi[n.key(n.id(d))], n.from(d)})
	}
	return isi(w, t.Meta.Versi, map[string]any{"daftar": out})
}

func (n noun[W, D]) get(h *handler, w http.ResponseWriter, r *http.Request) error {
	t, err := h.tahun(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	for _, d := range n.semua(t.Data) {
		if n.id(d) == id {
			return isi(w, t.Versi[n.key(id)], n.from(d))
		}
	}
	return fault.New(fault.NotFound, n.jenis, id)
}

func (n noun[W, D]) putOne(h *handler, w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body W
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		d := n.to(body, l)
		if err := e.cocok(n.idField, r.PathValue("id"), n.id(d), l); err != nil {
			return 0, err
		}
		return n.put(h.Service, r.Context(), e.req, a.opd, a.tahun, d, e.versi)
	})
}

func (n noun[W, D]) hapus(h *handler, w http.ResponseWriter, r *http.Request) error {
	return h.hapus(w, r, func(a alamat, e tulis) (int64, error) {
		if e.versi == 0 {
			return 0, fault.New(fault.PreconditionReq)
		}
		return h.Service.DeleteBaris(r.Context(), e.req, a.opd, a.tahun, n.key(r.PathValue("id")), e.versi)
	})
}

// tahun reads the agency-year that the path names.
func (h *handler) tahun(r *http.Request) (record.Tahun, error) {
	a, o, err := h.siapa(r)
	if err != nil {
		return record.Tahun{}, err
	}
	return h.Service.Tahun(r.Context(), o, a.opd, a.tahun)
}

var (
	indikator = noun[wire.Indikator, sakip.Indikator]{
		jenis: "Indikator", idField: "id", from: wire.FromIndikator, to: wire.Indikator.Domain,
		id: func(i sakip.Indikator) string { return i.ID }, key: record.KeyIndikator,
		semua: sakip.DataTahun.IndikatorUrut, put: (*service.Service).PutIndikator,
	}
	perjanjian = noun[wire.Perjanjian, sakip.Perjanjian]{
		jenis: "Perjanjian Kinerja", idField: "versi", from: wire.FromPerjanjian, to: wire.Perjanjian.Domain,
		id: func(p sakip.Perjanjian) string { return p.Versi }, key: record.KeyPerjanjian,
		semua: func(d sakip.DataTahun) []sakip.Perjanjian { return d.Perjanjian }, put: (*service.Service).PutPerjanjian,
	}
	pembanding = noun[wire.TabelPembanding, sakip.TabelPembanding]{
		jenis: "Tabel pembanding", idField: "id", from: wire.FromTabelPembanding, to: wire.TabelPembanding.Domain,
		id: func(t sakip.TabelPembanding) string { return t.ID }, key: record.KeyPembanding,
		semua: func(d sakip.DataTahun) []sakip.TabelPembanding { return d.Pembanding }, put: (*service.Service).PutPembanding,
	}
	fakta = noun[wire.Fakta, sakip.Fakta]{
		jenis: "Fakta", idField: "id", from: wire.FromFakta, to: wire.Fakta.Domain,
		id: func(f sakip.Fakta) string { return f.ID }, key: record.KeyFakta,
		semua: func(d sakip.DataTahun) []sakip.Fakta { return d.Fakta }, put: (*service.Service).PutFakta,
	}
	rekomendasi = noun[wire.Rekomendasi, sakip.Rekomendasi]{
		jenis: "Rekomendasi", idField: "no", from: wire.FromRekomendasi, to: wire.Rekomendasi.Domain,
		id: func(r sakip.Rekomendasi) string { return strconv.Itoa(r.No) },
		key: func(id string) store.Key {
			n, _ := strconv.Atoi(id) // 0 for what is no number: a row that does not exist
			return record.KeyRekomendasi(n)
		},
		semua: func(d sakip.DataTahun) []sakip.Rekomendasi { return d.Rekomendasi }, put: (*service.Service).PutRekomendasi,
	}
	narasi = noun[wire.Narasi, sakip.Narasi]{
		jenis: "Narasi", idField: "bagian", from: wire.FromNarasi, to: wire.Narasi.Domain,
		id: func(n sakip.Narasi) string { return n.Bagian }, key: record.KeyNarasi,
		semua: func(d sakip.DataTahun) []sakip.Narasi { return d.Narasi }, put: (*service.Service).PutNarasi,
	}
	rencanaAksi = noun[wire.RencanaAksi, sakip.RencanaAksi]{
		jenis: "Rencana aksi", idField: "indikator dan triwulan", from: wire.FromRencanaAksi, to: wire.RencanaAksi.Domain,
		id:    func(a sakip.RencanaAksi) string { return a.Indikator + ":TW" + strconv.Itoa(a.Triwulan) },
		key:   kunciRencanaAksi,
		semua: func(d sakip.DataTahun) []sakip.RencanaAksi { return d.RencanaAksi }, put: (*service.Service).PutRencanaAksi,
	}
	anggaran = noun[wire.VersiAnggaran, sakip.VersiAnggaran]{
		jenis: "Versi anggaran", idField: "versi", from: wire.FromVersiAnggaran, to: wire.VersiAnggaran.Domain,
		id: func(v sakip.VersiAnggaran) string { return v.Versi }, key: record.KeyAnggaranKepala,
		semua: func(d sakip.DataTahun) []sakip.VersiAnggaran { return d.Anggaran }, put: (*service.Service).PutAnggaran,
	}
)

// kunciRencanaAksi reads "IKU-1.1:TW2".
func kunciRencanaAksi(id string) store.Key {
	for n := 1; n <= 4; n++ {
		if ind, ok := strings.CutSuffix(id, ":TW"+strconv.Itoa(n)); ok {
			return record.KeyRencanaAksi(ind, n)
		}
	}
	return record.KeyRencanaAksi(id, 0)
}
