package peramban

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"

	"capaian/infra/contoh"
	"capaian/internal/httpx"
)

// tempatFokus is where the keyboard is.
type tempatFokus struct {
	Nama    string // its text, label or name; "" for the page itself
	Semua   string // everything that it may be called
	Tampak  bool   // it is on the screen
	Bingkai bool   // and marked
}

// fokus looks at what has the focus. A thing is marked when it has an outline as
// :focus-visible gives it.
func (b *tab) fokus() tempatFokus {
	b.t.Helper()
	return nilai[tempatFokus](b, `(() => { const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return {Nama: '', Semua: '', Tampak: true, Bingkai: true};
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  const kata = [e.getAttribute('aria-label'), e.labels?.[0]?.innerText, e.name, e.id, e.innerText].filter(x => x).map(x => x.replace(/\s+/g, ' ').trim());
  return {Nama: kata[0] || e.tagName, Semua: kata.join('\n'), Tampak: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0,
    Bingkai: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2}; })()`)
}

// sampai goes on by Tab until the focus is on something of a name, or that begins with
// it. Every stop on the way must be seen.
func (b *tab) sampai(nama string) {
	b.t.Helper()
	putaran := 0
	for putaran < 2 {
		b.tombol(kb.Tab)
		f := b.fokus()
		if f.Nama == "" {
			putaran++ // at the end the browser begins anew
		}
		if !f.Tampak || !f.Bingkai {
			b.t.Errorf("the focus on %q cannot be seen (on the screen %v, outline %v)", f.Nama, f.Tampak, f.Bingkai)
		}
		for _, k := range strings.Split(f.Semua, "\n") {
			if k == nama || strings.HasPrefix(k, nama+" ") {
				return
			}
		}
	}
	b.gagal("Tab never reaches %q", nama)
}

// kirimTombol presses a key that leads to another page, and waits for that.
func (b *tab) kirimTombol(kunci string) {
	b.t.Helper()
	b.lakukan(tandaiLama)
	b.tombol(kunci)
	b.dimuat("pressing a key")
}

// sesiBerakhir puts the session's beginning three days back: its time is over.
func (b *tab) sesiBerakhir(sub string) {
	b.t.Helper()
	rahasia, err := contoh.Rahasia(b.m.folder)
	if err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, b.m.url, nil)
	for _, k := range perintah(b, network.GetCookies, network.GetCookiesParams{}).Cookies {
		r.AddCookie(&http.Cookie{Name: k.Name, Value: k.Value})
	}
	dulu := func() time.Time { return time.Now().Add(-72 * time.Hour) }
	w := httptest.NewRecorder()
	httpx.NewSessions(rahasia[:], dulu, func() string { return "" }, false).Start(w, r, sub)
	for _, k := range w.Result().Cookies() {
		perintah(b, network.SetCookie, network.SetCookieParams{Name: k.Name, Value: k.Value, URL: b.m.url})
	}
}

// kembali presses the browser's back button. The page may come from the browser's memory,
// with the mark that it was left with; so another one is set.
func (b *tab) kembali() {
	b.t.Helper()
	b.lakukan(`window.__ditinggalkan = true, setTimeout(() => history.back())`)
	b.tunggu("the page before", `!window.__ditinggalkan && document.readyState === 'complete'`)
}
