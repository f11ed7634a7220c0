package archtest

import (
	"net/url"
	"testing"

	"capaian/internal/sakip"
)

// contohPermintaan is a request that a route answers with success to who may, or refuses
// for something else than their right: a version that has moved, a field that is blank.
// TestEveryRight sends it as everybody. What it leaves out is filled in: the agency, year,
// quarter and indicator of the address as in nilaiAlamat; of JSON that is put, what the
// same address gives, under a version that has moved; of a form, a version that has moved.
type contohPermintaan struct {
	unit   bool              // what it is about belongs to the unit of the indicator of nilaiAlamat
	pindah bool              // it only leads on, to a page that checks
	alamat map[string]string // further parts of the address
	query  string
	form   url.Values                                    // what a page's form sends
	json   any                                           // what a program sends
	dari   string                                        // or what this address gives
	siap   func(*testing.T, *duniaHak) map[string]string // makes what it is about anew each time; parts of the address
	cek    int                                           // the status for who may; 0 is any that is no refusal of a right
}

// nilaiAlamat are the parts of addresses.
var nilaiAlamat = map[string]string{"opd": opdHak, "tahun": "2025", "tw": "TW4", "indikator": "IKU-1.1", "kode": "C.U1.P04.K01.S01", "kab": kabHak, "sub": "kepala-contoh", "versi": "perubahan"}

// subHak is a sub-komponen of the evaluation sheet.
var subHak = map[string]string{"sub": "1.a"}

const (
	halTahun = "/opd/{opd}/tahun/{tahun}"
	apiTahun = "/v1/opd/{opd}/tahun/{tahun}"
)

// permintaan has a line for every route; "{}" where what is filled in will do.
var permintaan = map[string]contohPermintaan{
	// Signing in and out, home.
	"GET /":                {cek: 200},
	"GET /masuk":           {cek: 200},
	"GET /masuk/mulai":     {cek: 303},
	"GET /masuk/kembali":   {cek: 303},
	"POST /keluar":         {cek: 303},
	"GET /statis/{berkas}": {alamat: map[string]string{"berkas": "capaian.css"}, cek: 200},

	// People, agencies, units.
	"GET /orang":                  {cek: 200},
	"GET /orang-baru":             {cek: 200},
	"POST /orang-baru":            {form: url.Values{"nama": {"x"}}, cek: 422},
	"GET /orang/{sub}":            {cek: 200},
	"POST /orang/{sub}":           {cek: 422},
	"POST /orang/{sub}/sandi":     {cek: 303},
	"GET /perangkat-daerah":       {cek: 200},
	"GET /perangkat-daerah-baru":  {cek: 200},
	"POST /perangkat-daerah-baru": {form: url.Values{"nama": {"x"}}, cek: 422},
	"GET /opd/{opd}/unit":         {cek: 200},
	"POST /opd/{opd}/unit":        {cek: 412},

	// Pages of an agency-year.
	"GET " + halTahun: {cek: 200},
	"GET " + halTahun + "/isi/{indikator}/{tw}":            {cek: 200},
	"POST " + halTahun + "/isi/{indikator}/{tw}":           {unit: true, form: url.Values{"pembilang": {"1"}, "penyebut": {"2"}}, cek: 412},
	"GET " + halTahun + "/anggaran/{tw}/{kode}":            {query: "sumber=APBD", cek: 200},
	"POST " + halTahun + "/anggaran/{tw}/{kode}":           {query: "sumber=APBD", form: url.Values{"realisasi": {"1.000.000"}, "penjelasan.realisasi_anggaran_turun": {"x"}}, cek: 412},
	"POST " + halTahun + "/isi/{indikator}/{tw}/pratinjau": {unit: true, form: url.Values{"pembilang": {"1"}, "penyebut": {"2"}}, cek: 200},
	"GET " + halTahun + "/isian":                           {pindah: true},
	"GET " + halTahun + "/isian/{tw}":                      {cek: 200},
	"GET " + halTahun + "/isian/{tw}/anggaran":             {cek: 200},
	"POST " + halTahun + "/isian/{tw}/anggaran":            {},
	"POST " + halTahun + "/isi/{indikator}/{tw}/bukti":     {unit: true, form: url.Values{"bukti.nama": {"a.pdf"}, "bukti.tanggal": {"2025-11-01"}}, cek: 303},
	"GET " + halTahun + "/isi/{indikator}/{tw}/bukti/{id}": {unit: true, siap: buktiHak},
	"GET " + halTahun + "/bukti/{id}/isi":                  {siap: buktiHak, cek: 423},
	"POST " + halTahun + "/laporan":                        {form: url.Values{"jenis": {"lkjip"}, "periode": {"TW4"}, "format": {"xlsx"}}, cek: 303},
	"GET " + halTahun + "/laporan":                         {cek: 200},
	"GET " + halTahun + "/laporan/{id}":                    {siap: laporanHak, cek: 200},
	"POST " + halTahun + "/laporan/{id}/salinan":           {siap: laporanHak, form: url.Values{"bukti.nama": {"a.pdf"}, "bukti.tanda": {"tte"}}, cek: 422},
	"GET " + halTahun + "/laporan/{id}/salinan/{berkas}":   {siap: salinanHak},
	"GET " + halTahun + "/tautan-unduh":                    {cek: 200},
	"POST " + halTahun + "/laporan/{id}/tautan":            {siap: laporanHak, form: url.Values{"hari": {"7"}}, cek: 200},
	"POST " + halTahun + "/laporan/{id}/terbit":            {siap: laporanHak, cek: 303},
	"POST " + halTahun + "/laporan/{id}/cabut":             {siap: tautanHak, cek: 303},

	// The evaluation sheet.
	"GET " + halTahun + "/lke":                  {cek: 200},
	"GET " + halTahun + "/lke/lembar":           {cek: 200},
	"GET " + halTahun + "/lke/ekspor":           {query: "bentuk=csv", cek: 200},
	"POST " + halTahun + "/lke/mulai":           {cek: 303},
	"POST " + halTahun + "/lke/ajukan":          {},
	"POST " + halTahun + "/lke/kembalikan":      {form: url.Values{"catatan": {"cek"}}},
	"POST " + halTahun + "/lke/selesai":         {},
	"POST " + halTahun + "/lke/nilai-ulang":     {},
	"POST " + halTahun + "/lke/finalkan":        {form: url.Values{"nomor": {"1"}, "tanggal": {"2026-03-30"}}},
	"POST " + halTahun + "/lke/salurkan":        {},
	"POST " + halTahun + "/lke/buka-kembali":    {form: url.Values{"alasan": {"ada bukti baru"}}},
	"GET " + halTahun + "/lke/{sub}":            {alamat: subHak, cek: 200},
	"POST " + halTahun + "/lke/{sub}":           {alamat: subHak, form: url.Values{"1.a.1.asal": {"0 x"}, "1.a.1.jawaban": {"ya"}}, cek: 422},
	"POST " + halTahun + "/lke/{sub}/penilaian": {alamat: subHak, form: url.Values{"1.a.1.asal": {"0 x"}, "1.a.1.jawaban": {"ya"}}, cek: 422},
	"POST " + halTahun + "/lke/{sub}/bukti":     {alamat: subHak, form: url.Values{"bukti.kriteria": {"1.a.1"}, "bukti.nama": {"a.exe"}}, cek: 422},
	"GET " + halTahun + "/lke/{sub}/bukti/{id}": {siap: buktiLKEHak},
	"GET /kabupaten/{kab}/tahun/{tahun}/lke":    {cek: 200},

	// Figures on their way, and the calendar.
	"GET " + halTahun + "/verifikasi":                         {pindah: true},
	"GET " + halTahun + "/verifikasi/{tw}":                    {cek: 200},
	"POST " + halTahun + "/verifikasi/{tw}":                   {form: url.Values{"aksi": {"pilihan"}, "pilih": {"i=IKU-1.1&v=99999"}}},
	"POST " + halTahun + "/verifikasi/{tw}/final":             {},
	"POST " + halTahun + "/verifikasi/{tw}/buka-kembali":      {form: url.Values{"alasan": {"temuan"}}},
	"POST " + halTahun + "/isi/{indikator}/{tw}/tarik":        {unit: true},
	"POST " + halTahun + "/isi/{indikator}/{tw}/verifikasi":   {},
	"POST " + halTahun + "/isi/{indikator}/{tw}/kembalikan":   {form: url.Values{"catatan": {"cek"}}},
	"POST " + halTahun + "/isi/{indikator}/{tw}/buka-kembali": {form: url.Values{"alasan": {"temuan"}}},
	"POST " + halTahun + "/anggaran/{tw}/{kode}/tarik":        {query: "sumber=APBD"},
	"POST " + halTahun + "/anggaran/{tw}/{kode}/verifikasi":   {query: "sumber=APBD"},
	"POST " + halTahun + "/anggaran/{tw}/{kode}/kembalikan":   {query: "sumber=APBD", form: url.Values{"catatan": {"cek"}}},
	"POST " + halTahun + "/anggaran/{tw}/{kode}/buka-kembali": {query: "sumber=APBD", form: url.Values{"alasan": {"temuan"}}},
	"GET /kalender":                                                     {pindah: true},
	"GET /kabupaten/{kab}/kalender/{tahun}":                             {cek: 200},
	"POST /kabupaten/{kab}/kalender/{tahun}":                            {},
	"POST /kabupaten/{kab}/kalender/{tahun}/pengecualian":               {form: url.Values{"opd": {opdHak}, "tw": {"TW1"}, "sampai": {"2026-02-01"}, "alasan": {"banjir"}}},
	"POST /kabupaten/{kab}/kalender/{tahun}/pengecualian/cabut":         {form: url.Values{"opd": {opdHak}, "tw": {"TW1"}}},
	"POST " + apiTahun + "/verifikasi/{tw}":                             {},
	"POST " + apiTahun + "/periode/{tw}/final":                          {},
	"POST " + apiTahun + "/periode/{tw}/buka-kembali":                   {json: map[string]string{"alasan": "temuan"}},
	"GET " + apiTahun + "/pengecualian":                                 {cek: 200},
	"PUT " + apiTahun + "/pengecualian/{tw}":                            {json: map[string]string{"sampai": "2026-02-01", "alasan": "banjir"}},
	"DELETE " + apiTahun + "/pengecualian/{tw}":                         {siap: pengecualianHak, cek: 412},
	"GET /v1/kabupaten/{kab}/kalender/{tahun}":                          {siap: kalenderHak, cek: 200},
	"PUT /v1/kabupaten/{kab}/kalender/{tahun}":                          {siap: kalenderHak, cek: 412},
	"GET /pelaporan":                                                    {pindah: true},
	"GET /pelaporan/{tahun}/{tw}":                                       {cek: 200},
	"POST /pelaporan/{tahun}/{tw}":                                      {alamat: map[string]string{"tw": "TW2"}, cek: 303},
	"GET /v1/pelaporan/{tahun}/{tw}":                                    {cek: 200},
	"POST /v1/pelaporan/{tahun}/{tw}":                                   {alamat: map[string]string{"tw": "TW1"}, json: map[string]bool{"kurang": true}, cek: 200},
	"GET /v1/kemajuan/{tahun}/{tw}":                                     {cek: 200},
	"GET " + apiTahun + "/realisasi/{indikator}/{tw}/keadaan":           {cek: 200},
	"POST " + apiTahun + "/realisasi/{indikator}/{tw}/tarik":            {unit: true},
	"POST " + apiTahun + "/realisasi/{indikator}/{tw}/verifikasi":       {},
	"POST " + apiTahun + "/realisasi/{indikator}/{tw}/kembalikan":       {json: map[string]string{"catatan": "cek"}},
	"POST " + apiTahun + "/realisasi/{indikator}/{tw}/buka-kembali":     {json: map[string]string{"alasan": "temuan"}},
	"GET " + apiTahun + "/realisasi-anggaran/{kode}/{tw}/keadaan":       {query: "sumber=APBD", cek: 200},
	"POST " + apiTahun + "/realisasi-anggaran/{kode}/{tw}/tarik":        {query: "sumber=APBD"},
	"POST " + apiTahun + "/realisasi-anggaran/{kode}/{tw}/verifikasi":   {query: "sumber=APBD"},
	"POST " + apiTahun + "/realisasi-anggaran/{kode}/{tw}/kembalikan":   {query: "sumber=APBD", json: map[string]string{"catatan": "cek"}},
	"POST " + apiTahun + "/realisasi-anggaran/{kode}/{tw}/buka-kembali": {query: "sumber=APBD", json: map[string]string{"alasan": "temuan"}},

	// The evaluation sheet.
	"GET /v1/lke/{tahun}":                        {cek: 200},
	"GET " + apiTahun + "/lke":                   {cek: 200},
	"POST " + apiTahun + "/lke/mulai":            {cek: 200},
	"PUT " + apiTahun + "/lke/jawaban/{id}":      {siap: lkeHak(sakip.LKEDraf), json: map[string]string{"jawaban": "ya"}, cek: 412},
	"DELETE " + apiTahun + "/lke/jawaban/{id}":   {siap: lkeHak(sakip.LKEDraf), cek: 412},
	"PUT " + apiTahun + "/lke/penilaian/{id}":    {siap: lkeHak(sakip.LKEDiajukan), json: map[string]string{"jawaban": "ya"}, cek: 412},
	"DELETE " + apiTahun + "/lke/penilaian/{id}": {siap: lkeHak(sakip.LKEDiajukan), cek: 412},
	"PUT " + apiTahun + "/lke/saran/{id}":        {siap: lkeHak(sakip.LKEDiajukan), json: map[string]string{"kriteria": "1.a.1", "uraian": "x", "tenggat": "2026-06-30"}, cek: 412},
	"DELETE " + apiTahun + "/lke/saran/{id}":     {siap: lkeHak(sakip.LKEDiajukan), cek: 412},
	"POST " + apiTahun + "/lke/ajukan":           {siap: lkeHak(sakip.LKEDraf), cek: 422},
	"POST " + apiTahun + "/lke/kembalikan":       {siap: lkeHak(sakip.LKEDiajukan), json: map[string]string{"catatan": "cek"}, cek: 412},
	"POST " + apiTahun + "/lke/nilai":            {siap: lkeHak(sakip.LKEDiajukan), cek: 422},
	"POST " + apiTahun + "/lke/nilai-ulang":      {siap: lkeHak(sakip.LKEDinilai), cek: 412},
	"POST " + apiTahun + "/lke/final":            {siap: lkeHak(sakip.LKEDinilai), json: map[string]string{"nomor": "1", "tanggal": "2026-03-20"}, cek: 412},
	"POST " + apiTahun + "/lke/buka-kembali":     {siap: lkeHak(sakip.LKEFinal), json: map[string]string{"alasan": "salah menilai"}, cek: 412},
	"POST " + apiTahun + "/lke/salurkan":         {siap: lkeHak(sakip.LKEFinal), cek: 200},

	// Findings.
	"GET " + halTahun + "/reviu":                  {cek: 200},
	"POST " + halTahun + "/reviu/{temuan}/terima": {siap: temuanHak, query: "periode=TW4", form: url.Values{"alasan": {"x"}}, cek: 412},
	"POST " + halTahun + "/reviu/{temuan}/cabut":  {siap: temuanHak, query: "periode=TW4", cek: 412},

	"GET " + apiTahun + "/reviu":                        {cek: 200},
	"PUT " + apiTahun + "/reviu/{temuan}/penerimaan":    {siap: temuanHak, json: map[string]string{"alasan": "x"}, cek: 412},
	"DELETE " + apiTahun + "/reviu/{temuan}/penerimaan": {siap: temuanHak, cek: 412},

	// Budgets, policies, the tree.
	"GET " + halTahun + "/pagu":                         {cek: 200},
	"POST " + halTahun + "/pagu":                        {},
	"GET " + halTahun + "/pagu/{versi}":                 {cek: 200},
	"POST " + halTahun + "/pagu/{versi}":                {},
	"GET " + halTahun + "/pagu/{versi}/banding":         {cek: 200},
	"GET " + halTahun + "/pagu/{versi}/baris":           {cek: 200},
	"POST " + halTahun + "/pagu/{versi}/baris":          {},
	"GET " + halTahun + "/pagu/{versi}/baris/{kode}":    {alamat: map[string]string{"kode": "C.U1.P04"}, cek: 200},
	"POST " + halTahun + "/pagu/{versi}/baris/{kode}":   {alamat: map[string]string{"kode": "C.U1.P04"}},
	"GET " + halTahun + "/tautan-anggaran":              {cek: 200},
	"GET " + halTahun + "/tautan-anggaran/{indikator}":  {cek: 200},
	"POST " + halTahun + "/tautan-anggaran/{indikator}": {},
	"GET " + halTahun + "/kebijakan":                    {cek: 200},
	"POST " + halTahun + "/kebijakan":                   {form: url.Values{"aksi": {"pratinjau"}}},
	"GET " + halTahun + "/pohon":                        {cek: 200},

	// Tables to be imported: a file is its sender's alone.
	"GET " + halTahun + "/impor":                 {cek: 200},
	"POST " + halTahun + "/impor":                {cek: 415}, // no multipart/form-data
	"GET " + halTahun + "/impor/{id}":            {siap: imporHak, query: "jenis=anggaran", cek: 423},
	"POST " + halTahun + "/impor/{id}":           {siap: imporHak, form: url.Values{"jenis": {"anggaran"}}, cek: 423},
	"GET " + halTahun + "/templat-impor/{jenis}": {alamat: map[string]string{"jenis": "anggaran"}, cek: 200},
	"POST " + apiTahun + "/impor/{id}":           {siap: imporHak, json: map[string]string{"jenis": "anggaran"}, cek: 423},
	"POST " + apiTahun + "/impor/{id}/pratinjau": {siap: imporHak, json: map[string]string{"jenis": "anggaran"}, cek: 423},

	// Figures explained, agencies side by side, audit.
	"GET " + halTahun + "/angka/{jenis}/{id}": {alamat: map[string]string{"jenis": "indikator", "id": "IKU-1.1"}, cek: 200},
	"GET /kabupaten":                            {cek: 200},
	"GET /kabupaten/{kab}":                      {cek: 200},
	"GET /kabupaten/{kab}/tahun/{tahun}":        {cek: 200},
	"GET /kabupaten/{kab}/tahun/{tahun}/ekspor": {query: "bentuk=csv", cek: 200},
	"GET /opd/{opd}/audit":                      {cek: 200},
	"GET /opd/{opd}/audit/ekspor":               {query: "bentuk=json", cek: 200},
	"GET " + halTahun + "/audit":                {cek: 200},
	"GET " + halTahun + "/audit/ekspor":         {query: "bentuk=csv", cek: 200},

	"POST /v1/opd/{opd}/kebijakan/{tahun}/pratinjau": {alamat: map[string]string{"tahun": "2024"}, dari: "/v1/opd/" + opdHak + "/kebijakan/2024", cek: 200},

	// Planning.
	"GET " + halTahun + "/rencana":                               {cek: 200},
	"POST " + halTahun + "/rencana/mulai":                        {cek: 409},
	"GET " + halTahun + "/rencana/profil":                        {cek: 200},
	"POST " + halTahun + "/rencana/profil":                       {cek: 422},
	"GET " + halTahun + "/rencana/renstra":                       {cek: 200},
	"POST " + halTahun + "/rencana/renstra":                      {cek: 422},
	"GET " + halTahun + "/rencana/{jenis}":                       {alamat: map[string]string{"jenis": "aksi"}, cek: 200},
	"GET " + halTahun + "/rencana/{jenis}/{id}":                  {alamat: map[string]string{"jenis": "fakta", "id": "pengguna"}, cek: 200},
	"POST " + halTahun + "/rencana/{jenis}/{id}":                 {alamat: map[string]string{"jenis": "fakta", "id": "pengguna"}, cek: 422},
	"GET " + halTahun + "/rencana/tambah/{jenis}":                {alamat: map[string]string{"jenis": "fakta"}, cek: 200},
	"POST " + halTahun + "/rencana/tambah/{jenis}":               {alamat: map[string]string{"jenis": "fakta"}, cek: 422},
	"POST " + halTahun + "/rencana/{jenis}/{id}/hapus":           {alamat: map[string]string{"jenis": "fakta", "id": "pengguna"}, form: url.Values{"versi_data": {"99999"}}, cek: 412},
	"GET " + halTahun + "/rencana/perjanjian/{id}/banding":       {alamat: map[string]string{"id": "perubahan"}, cek: 200},
	"GET " + halTahun + "/rencana/perjanjian/{id}/tanda-tangan":  {alamat: map[string]string{"id": "perubahan"}, cek: 200},
	"POST " + halTahun + "/rencana/perjanjian/{id}/tanda-tangan": {alamat: map[string]string{"id": "perubahan"}, cek: 423},
	"GET " + halTahun + "/rencana/perjanjian/{id}/buka":          {alamat: map[string]string{"id": "perubahan"}, cek: 200},
	"POST " + halTahun + "/rencana/perjanjian/{id}/buka":         {alamat: map[string]string{"id": "perubahan"}, cek: 422},
	"GET " + halTahun + "/rencana/rekomendasi/{id}/hasil":        {alamat: map[string]string{"id": "1"}, cek: 200},
	"POST " + halTahun + "/rencana/rekomendasi/{id}/hasil":       {alamat: map[string]string{"id": "1"}, form: url.Values{"versi_data": {"99999"}, "hasil": {"TB"}}, cek: 412},
	"POST " + apiTahun + "/mulai":                                {json: map[string]int{"dari": 2024}, cek: 409},
	"POST " + apiTahun + "/perjanjian/{id}/tanda-tangan":         {alamat: map[string]string{"id": "perubahan"}, json: map[string]string{"tanggal": "2025-10-06", "pihak_pertama": "kepala-plt", "pihak_kedua": "Bupati Contoh"}, cek: 423},
	"POST " + apiTahun + "/perjanjian/{id}/buka":                 {alamat: map[string]string{"id": "perubahan"}, json: map[string]string{"alasan": "Tanggalnya keliru dicatat."}, cek: 412},
	"PUT " + apiTahun + "/rekomendasi/{id}/hasil":                {alamat: map[string]string{"id": "1"}, json: map[string]string{"hasil": "TB"}, cek: 412},

	// JSON.
	"GET /v1/saya":                                        {cek: 200},
	"GET /v1/orang":                                       {cek: 200},
	"PUT /v1/orang/{sub}":                                 {json: map[string]string{"sub": "kepala-contoh", "nama": "x", "peran": "kepala", "kabupaten": kabHak, "opd": opdHak}, cek: 412},
	"PUT /v1/kabupaten/{kab}":                             {json: map[string]string{"id": kabHak, "nama": "x", "zona": "WIB"}, cek: 412},
	"GET /v1/opd":                                         {cek: 200},
	"GET /v1/opd/{opd}":                                   {cek: 200},
	"PUT /v1/opd/{opd}":                                   {cek: 412},
	"GET /v1/opd/{opd}/renstra":                           {cek: 200},
	"PUT /v1/opd/{opd}/renstra":                           {cek: 412},
	"GET /v1/opd/{opd}/kebijakan/{tahun}":                 {cek: 200},
	"PUT /v1/opd/{opd}/kebijakan/{tahun}":                 {alamat: map[string]string{"tahun": "2024"}, cek: 412},
	"GET /v1/opd/{opd}/audit":                             {cek: 200},
	"GET " + apiTahun:                                     {cek: 200},
	"PUT " + apiTahun:                                     {cek: 412},
	"GET " + apiTahun + "/capaian":                        {cek: 200},
	"GET " + apiTahun + "/perjanjian":                     {cek: 200},
	"GET " + apiTahun + "/pembanding":                     {cek: 200},
	"GET " + apiTahun + "/realisasi/{indikator}/{tw}":     {cek: 200},
	"PUT " + apiTahun + "/realisasi/{indikator}/{tw}":     {unit: true, json: map[string]string{"pembilang": "1", "penyebut": "2"}, cek: 412},
	"GET " + apiTahun + "/realisasi-anggaran/{kode}/{tw}": {query: "sumber=APBD", cek: 200},
	"PUT " + apiTahun + "/realisasi-anggaran/{kode}/{tw}": {query: "sumber=APBD", json: map[string]any{"nilai": "1000000", "penjelasan": map[string]string{"realisasi_anggaran_turun": "x"}}, cek: 412},
	"GET " + apiTahun + "/laporan":                        {cek: 200},
	"POST " + apiTahun + "/laporan":                       {json: map[string]string{"jenis": "lkjip", "format": "xlsx"}, cek: 202},
	"POST " + apiTahun + "/paket":                         {json: map[string]any{"jenis": "lkjip", "format": []string{"xlsx"}}, cek: 202},
	"GET " + apiTahun + "/tautan":                         {cek: 200},
	"GET " + apiTahun + "/laporan/{id}":                   {siap: laporanHak, cek: 200},
	"POST " + apiTahun + "/laporan/{id}/terbit":           {siap: laporanHak, json: map[string]string{}, cek: 202},
	"POST " + apiTahun + "/laporan/{id}/tautan":           {siap: laporanHak, json: map[string]int{"hari": 1}, cek: 201},
	"DELETE " + apiTahun + "/laporan/{id}/tautan/{hash}":  {siap: tautanHak, cek: 204},
	"GET " + apiTahun + "/bukti":                          {cek: 200},
	"POST " + apiTahun + "/bukti":                         {unit: true, json: map[string]any{"jenis": "bukti", "indikator": "IKU-1.1", "triwulan": 4, "nama": "a.pdf"}, cek: 201},
	"GET " + apiTahun + "/bukti/{id}":                     {siap: buktiHak, cek: 200},
	"GET " + apiTahun + "/bukti/{id}/isi":                 {siap: buktiHak, cek: 423},
	"GET " + apiTahun + "/audit":                          {cek: 200},
	"GET " + apiTahun + "/indikator":                      {cek: 200},
	"GET " + apiTahun + "/rencana-aksi":                   {cek: 200},
	"GET " + apiTahun + "/anggaran":                       {cek: 200},
	"GET " + apiTahun + "/fakta":                          {cek: 200},
	"GET " + apiTahun + "/rekomendasi":                    {cek: 200},
	"GET " + apiTahun + "/narasi":                         {cek: 200},
	"GET " + apiTahun + "/anggaran/{id}":                  barisHak("anggaran"),
	"PUT " + apiTahun + "/anggaran/{id}":                  barisHak("anggaran"),
	"GET " + apiTahun + "/indikator/{id}":                 barisHak("indikator"),
	"PUT " + apiTahun + "/indikator/{id}":                 barisHak("indikator"),
	"DELETE " + apiTahun + "/indikator/{id}":              barisHak("indikator"),
	"GET " + apiTahun + "/perjanjian/{id}":                barisHak("perjanjian"),
	"PUT " + apiTahun + "/perjanjian/{id}":                barisHak("perjanjian"),
	"DELETE " + apiTahun + "/perjanjian/{id}":             barisHak("perjanjian"),
	"GET " + apiTahun + "/rencana-aksi/{id}":              barisHak("rencana-aksi"),
	"PUT " + apiTahun + "/rencana-aksi/{id}":              barisHak("rencana-aksi"),
	"DELETE " + apiTahun + "/rencana-aksi/{id}":           barisHak("rencana-aksi"),
	"GET " + apiTahun + "/pembanding/{id}":                barisHak("pembanding"),
	"PUT " + apiTahun + "/pembanding/{id}":                barisHak("pembanding"),
	"DELETE " + apiTahun + "/pembanding/{id}":             barisHak("pembanding"),
	"GET " + apiTahun + "/fakta/{id}":                     barisHak("fakta"),
	"PUT " + apiTahun + "/fakta/{id}":                     barisHak("fakta"),
	"DELETE " + apiTahun + "/fakta/{id}":                  barisHak("fakta"),
	"GET " + apiTahun + "/rekomendasi/{id}":               barisHak("rekomendasi"),
	"PUT " + apiTahun + "/rekomendasi/{id}":               barisHak("rekomendasi"),
	"DELETE " + apiTahun + "/rekomendasi/{id}":            barisHak("rekomendasi"),
	"GET " + apiTahun + "/narasi/{id}/riwayat":            barisHak("narasi"),
	"GET " + apiTahun + "/narasi/{id}":                    barisHak("narasi"),
	"PUT " + apiTahun + "/narasi/{id}":                    barisHak("narasi"),
	"DELETE " + apiTahun + "/narasi/{id}":                 barisHak("narasi"),

	// What anybody may ask.
	"GET /healthz":         {cek: 200},
	"GET /v1/openapi.yaml": {cek: 200},
	"POST /v1/hitung":      {json: map[string]string{"target": "1", "realisasi": "1"}, cek: 200},
	"GET /l/{token}":       {siap: tautanHak, cek: 302},

	// What is published: a Paket that everybody sees the same of.
	"GET /publik":                                        {cek: 200},
	"GET /publik/kabupaten/{kab}":                        {cek: 200},
	"GET /publik/opd/{opd}":                              {cek: 200},
	"GET /publik/laporan/{opd}/{paket}":                  {siap: terbitanHak, cek: 200},
	"GET /publik/laporan/{opd}/{paket}/berkas/{sha256}":  {siap: terbitanHak, cek: 302},
	"POST /v1/reviu":                                     {json: map[string]any{"tahun": 2023, "subjek": []string{}, "pernyataan": []any{map[string]any{"besaran": "tahun_laporan", "tempat": map[string]string{"tabel": "Judul", "baris": "", "kolom": "", "tercetak": "2023"}}}}, cek: 200},
	"GET /reviu":                                         {cek: 200},
	"POST /reviu":                                        {cek: 415}, // no multipart/form-data
	"GET /publik/verifikasi":                             {cek: 200},
	"POST /publik/verifikasi":                            {cek: 415}, // no multipart/form-data
	"GET /publik/statis/{berkas}":                        {alamat: map[string]string{"berkas": "capaian.css"}, cek: 200},
	"GET /v1/publik/kabupaten":                           {cek: 200},
	"GET /v1/publik/kabupaten/{kab}/laporan":             {cek: 200},
	"GET /v1/publik/laporan/{opd}/{paket}":               {siap: terbitanHak, cek: 200},
	"GET /v1/publik/laporan/{opd}/{paket}/data/{format}": {siap: terbitanHak, cek: 200},
	"GET /v1/publik/berkas/{sha256}":                     {siap: terbitanHak, cek: 200},
}

// temuanHak is a finding that somebody else has accepted.
func temuanHak(t *testing.T, w *duniaHak) map[string]string {
	t.Helper()
	v := w.As(t, "verifikator-contoh")
	rv, err := w.Reviu(t.Context(), v.Orang, opdHak, 2025, 4)
	if err != nil || len(rv.Temuan) == 0 {
		t.Fatalf("review: %d findings, %v", len(rv.Temuan), err)
	}
	id := rv.Temuan[0].ID()
	if _, ada := rv.Diterima[id]; !ada {
		if _, err := w.AcceptTemuan(t.Context(), v, opdHak, 2025, 4, id, "alasan", 0); err != nil {
			t.Fatal(err)
		}
	}
	return map[string]string{"temuan": id}
}

// imporHak is a table that somebody else has sent.
func imporHak(t *testing.T, w *duniaHak) map[string]string {
	t.Helper()
	b, err := w.UploadImpor(t.Context(), w.As(t, "verifikator-contoh"), opdHak, 2025, "a.csv", []byte("Kode;Uraian;Pagu\nA;a;1\n"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"id": b.ID}
}
