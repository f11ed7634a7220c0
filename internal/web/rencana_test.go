package web

import (
	"context"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"capaian/internal/record"
	"capaian/internal/store"
)

var (
	polaFormulir = regexp.MustCompile(`(?s)<form class="formulir"[^>]*action="([^"]*)">(.*?)</form>`)
	polaContoh   = regexp.MustCompile(`(?s)<template>.*?</template>`)
	polaUnsur    = regexp.MustCompile(`(?s)<input([^>]*)>|<textarea([^>]*)>\n?(.*?)</textarea>|<select([^>]*)>(.*?)</select>`)
	polaPilihan  = regexp.MustCompile(`(?s)<option value="([^"]*)"( selected)?>`)
)

// formulirPenuh is the form of a planning page with everything that a browser would send,
// and the address that it goes to.
func (w *dunia) formulirPenuh(sub, alamat string, ketik ...string) (string, url.Values) {
	w.t.Helper()
	rec := w.get(sub, alamat)
	ke, out := formulirDari(rec.Body.String())
	if rec.Code != http.StatusOK || ke == "" {
		w.t.Fatalf("%s: got %d without a form for %s", alamat, rec.Code, sub)
	}
	for i := 0; i+1 < len(ketik); i += 2 {
		out.Set(ketik[i], ketik[i+1])
	}
	return ke, out
}

// formulirDari reads the fields of the page's form as a browser does.
func formulirDari(body string) (string, url.Values) {
	f := polaFormulir.FindStringSubmatch(body)
	if f == nil {
		return "", nil
	}
	out := url.Values{}
	for _, m := range polaUnsur.FindAllStringSubmatch(polaContoh.ReplaceAllString(f[2], ""), -1) {
		unsur := m[1] + m[2] + m[4]
		nama := polaNama.FindStringSubmatch(unsur)
		if nama == nil {
			continue
		}
		n := html.UnescapeString(nama[1])
		switch {
		case m[4] != "":
			pilihan := polaPilihan.FindAllStringSubmatch(m[5], -1)
			dipilih := ""
			for i, p := range pilihan {
				if i == 0 || p[2] != "" {
					dipilih = html.UnescapeString(p[1])
				}
			}
			out.Set(n, dipilih)
		case m[2] != "":
			out.Set(n, strings.ReplaceAll(html.UnescapeString(m[3]), "\n", "\r\n"))
		case strings.Contains(unsur, `type="checkbox"`):
			if strings.Contains(unsur, " checked") {
				out.Set(n, "1")
			}
		default:
			nilai := polaNilai.FindStringSubmatch(unsur)
			out.Set(n, html.UnescapeString(nilai[1]))
		}
	}
	return html.UnescapeString(f[1]), out
}

// isiPartisi are the items of a partition by their key.
func (w *dunia) isiPartisi(p store.Partition) map[string]string {
	w.t.Helper()
	s, err := w.store.Load(context.Background(), p)
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]string{}
	for _, it := range s.Items {
		out[it.Doc+"#"+it.Row] = string(it.Data)
	}
	return out
}

// halamanRencana are the addresses of all planning forms of an agency-year that somebody
// may change, from the lists that link to them.
func (w *dunia) halamanRencana(sub, tahun string) []string {
	w.t.Helper()
	out := []string{tahun + "/rencana/profil", tahun + "/rencana/renstra"}
	polaTautan := regexp.MustCompile(`<th scope="row"><a href="([^"]*)"`)
	for _, jenis := range []string{"indikator", "aksi", "pembanding", "fakta", "rekomendasi", "perjanjian"} {
		for _, m := range polaTautan.FindAllStringSubmatch(w.get(sub, tahun+"/rencana/"+jenis).Body.String(), -1) {
			if jenis != "perjanjian" || strings.Contains(w.get(sub, m[1]).Body.String(), `class="formulir"`) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// Every planning form of the samples, the real year among them, is opened and sent back as
// it is: what is stored stays as it was, byte for byte.
func TestFormulirRencanaSentBackChangesNothing(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		sub, tahun, opd string
		n               int
		halaman         int // at least
	}{{"verifikator-dinsos", dinsos, "dinsos-p3a-trenggalek", 2023, 60}, {verifikator, contoh, "dinas-contoh", 2025, 30}} {
		t.Run(c.opd, func(t *testing.T) {
			pOPD, pTahun := store.OPD(c.opd), store.TahunOPD(c.opd, c.n)
			// A draft of the agreement too, for a signed one has no form.
			ke, form := w.formulirPenuh(c.sub, c.tahun+"/rencana/tambah/perjanjian")
			if rec := w.post(c.sub, ke, form); rec.Code != http.StatusSeeOther {
				t.Fatalf("draft: got %d\n%s", rec.Code, rec.Body)
			}
			halaman := w.halamanRencana(c.sub, c.tahun)
			if len(halaman) < c.halaman {
				t.Fatalf("pages: got %d, want at least %d: %v", len(halaman), c.halaman, halaman)
			}
			sebelum := w.isiPartisi(pTahun)
			maps.Copy(sebelum, w.isiPartisi(pOPD))
			for _, alamat := range halaman {
				ke, form := w.formulirPenuh(c.sub, alamat)
				if rec := w.post(c.sub, ke, form); rec.Code != http.StatusSeeOther {
					t.Errorf("%s: got %d, want 303\n%s", alamat, rec.Code, galatTeks(rec.Body.String()))
				}
			}
			sesudah := w.isiPartisi(pTahun)
			maps.Copy(sesudah, w.isiPartisi(pOPD))
			for k := range sebelum {
				if sebelum[k] != sesudah[k] {
					t.Errorf("%s:\n got %s\nwant %s", k, sesudah[k], sebelum[k])
				}
			}
			if len(sesudah) != len(sebelum) {
				t.Errorf("items: got %d, want %d", len(sesudah), len(sebelum))
			}
		})
	}
	_ = record.KeyProfil
}

// galatTeks is what a page says is wrong.
func galatTeks(body string) string {
	m := regexp.MustCompile(`(?s)<div class="kotak salah-kotak".*?</div>`).FindString(body)
	if m == "" {
		return body
	}
	return m
}
