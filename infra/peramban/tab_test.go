package peramban

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Widths that people have: a small phone and a desk.
const (
	ponsel = 360
	meja   = 1280
)

// tab is one person's browser: cookies and stores of its own, and what it noted of the
// page since it was opened.
type tab struct {
	t   testing.TB
	m   *mesin
	ctx context.Context

	lebar   int64
	mu      sync.Mutex
	catatan catatan
}

// catatan is what happened in a tab since the address was opened.
type catatan struct {
	keluhan []string // errors of the console and reports of the policy
	alamat  []string // every address asked for
	bita    int64    // that came over the wire, headers included
}

// tabBaru opens a browser at a width: cookies of its own.
func tabBaru(t testing.TB, m *mesin, lebar int64) *tab {
	t.Helper()
	induk, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	return bukaTab(t, m, lebar, induk, chromedp.WithNewBrowserContext())
}

// tabLagi opens another tab of the same browser: the same person.
func (b *tab) tabLagi() *tab {
	b.t.Helper()
	return bukaTab(b.t, b.m, b.lebar, b.ctx)
}

func bukaTab(t testing.TB, m *mesin, lebar int64, induk context.Context, opsi ...chromedp.ContextOption) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(induk, opsi...)
	b := &tab{t: t, m: m, ctx: ctx}
	t.Cleanup(func() {
		if t.Failed() {
			b.simpanGambar()
		}
		cancel()
	})
	if err := chromedp.Listen(ctx, b.catat); err != nil { // opens the tab, which must outlive any bound
		t.Fatal(err)
	}
	perintah(b, network.Enable, network.EnableParams{})
	perintah(b, cdplog.Enable, cdp.Empty{})
	// What was loaded before must not make a page lighter.
	perintah(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	b.layar(lebar)
	return b
}

func (b *tab) catat(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := &b.catatan
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		c.alamat = append(c.alamat, e.Request.URL)
	case *network.EventLoadingFinished:
		c.bita += int64(e.EncodedDataLength)
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Source == cdplog.EntrySourceSecurity {
			c.keluhan = append(c.keluhan, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		c.keluhan = append(c.keluhan, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *runtime.EventConsoleAPICalled:
		switch e.Type {
		case runtime.ConsoleAPICalledTypeError, runtime.ConsoleAPICalledTypeWarning, runtime.ConsoleAPICalledTypeAssert:
			isi, _ := json.Marshal(e.Args)
			c.keluhan = append(c.keluhan, fmt.Sprintf("console %s: %s", e.Type, isi))
		}
	}
}

func (b *tab) dicatat() catatan {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.catatan
	c.keluhan, c.alamat = append([]string(nil), c.keluhan...), append([]string(nil), c.alamat...)
	return c
}

// lupa forgets what was noted; what is asked for from now on is another page's.
func (b *tab) lupa() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.catatan = catatan{}
}

// jalankan runs an action, bounded by batasTunggu.
func jalankan[T any](b *tab, a chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, batasTunggu)
	defer cancel()
	return chromedp.Run(ctx, a)
}

// harus is what an action gives, or the end of the test.
func harus[T any](b *tab, apa string, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := jalankan(b, a)
	if err != nil {
		b.gagal("%s: %v", apa, err)
	}
	return v
}

// perintah sends a command of the browser's protocol.
func perintah[P, R any](b *tab, c cdp.Command[P, R], p P) R {
	b.t.Helper()
	return harus(b, c.Method, func(ctx context.Context, t *chromedp.Target) (R, error) { return cdp.Call(ctx, t, c, p) })
}

// nilai is an expression of the page; a promise is waited for.
func nilai[T any](b *tab, js string) T {
	b.t.Helper()
	return harus(b, js, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// lakukan evaluates an expression for what it does.
func (b *tab) lakukan(js string) {
	b.t.Helper()
	nilai[bool](b, "("+js+", true)")
}

// gagal ends the test and says what the page looks like.
func (b *tab) gagal(format string, args ...any) {
	b.t.Helper()
	di, _ := jalankan(b, chromedp.Location())
	b.t.Fatalf(format+"\n  at %s, of the page: %s", append(args, di, b.cuplikan())...)
}

var polaSpasi = regexp.MustCompile(`\s+`)

// cuplikan is the beginning of the page's text, for messages.
func (b *tab) cuplikan() string {
	s, _ := jalankan(b, chromedp.Evaluate[string](`document.querySelector('main')?.innerText ?? document.body?.innerText ?? ''`))
	s = polaSpasi.ReplaceAllString(s, " ")
	if r := []rune(s); len(r) > 400 {
		s = string(r[:400]) + "…"
	}
	return s
}

// simpanGambar keeps the picture of a page where a test failed.
func (b *tab) simpanGambar() {
	png, err := jalankan(b, chromedp.CaptureScreenshot())
	if err != nil {
		return
	}
	folder := filepath.Join(os.TempDir(), "capaian-peramban")
	name := filepath.Join(folder, fmt.Sprintf("%s-%d.png", strings.ReplaceAll(b.t.Name(), "/", "-"), time.Now().UnixMilli()))
	if os.MkdirAll(folder, 0o755) == nil && os.WriteFile(name, png, 0o600) == nil {
		b.t.Logf("screenshot: %s", name)
	}
}

// tunggu waits until an expression of the page is true. A page that is just being left
// has no values; they come with the next one.
func (b *tab) tunggu(apa, js string) {
	b.t.Helper()
	akhir := time.Now().Add(batasTunggu)
	var err error
	for time.Now().Before(akhir) && b.t.Context().Err() == nil {
		var so bool
		if so, err = jalankan(b, chromedp.Evaluate[bool]("Boolean("+js+")")); err == nil && so {
			return
		}
		time.Sleep(15 * time.Millisecond)
	}
	if err != nil {
		apa += ": " + err.Error()
	}
	b.gagal("waited in vain for %s", apa)
}

// dimuat waits until the page that was marked as old has been replaced and is complete.
func (b *tab) dimuat(apa string) {
	b.t.Helper()
	b.tunggu("the page after "+apa, `!window.__lama && document.readyState === 'complete' && location.href !== 'about:blank'`)
}

const tandaiLama = `window.__lama = true`

// layar sets the width of the window, in CSS pixels.
func (b *tab) layar(lebar int64) {
	b.t.Helper()
	b.lebar = lebar
	tinggi := int64(900)
	if lebar == ponsel {
		tinggi = 740
	}
	perintah(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: lebar, Height: tinggi, DeviceScaleFactor: 1})
}

// skrip lets scripts run in the pages that are opened from now on, or none.
func (b *tab) skrip(boleh bool) {
	b.t.Helper()
	perintah(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !boleh})
}

// tanpaPekerja keeps the service worker out, so that pages weigh what a first visit does.
func (b *tab) tanpaPekerja() {
	b.t.Helper()
	perintah(b, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true})
}

// offline takes the network away from a page, or gives it back; the page is told, too. Its
// service worker has a network of its own, see jaringan.
func (b *tab) offline(putus bool) {
	b.t.Helper()
	semua := &network.Conditions{Offline: putus, DownloadThroughput: -1, UploadThroughput: -1}
	perintah(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{semua}})
	b.kabarkan(putus)
}

// buka opens an address of the machine.
func (b *tab) buka(path string) {
	b.t.Helper()
	b.lupa()
	harus(b, "open "+path, chromedp.Navigate(b.m.url+path))
	b.dimuat("opening " + path)
}

// masuk signs a sample person in, as the sign-in page of the local machine does it.
func (b *tab) masuk(sub string) {
	b.t.Helper()
	b.buka("/masuk")
	b.pilihOrang(sub)
}

// pilihOrang chooses a person on the sign-in page that is open.
func (b *tab) pilihOrang(sub string) {
	b.t.Helper()
	b.lakukan(tandaiLama + `, [...document.forms].find(f => f.elements.orang?.value === ` + js(sub) + `).requestSubmit()`)
	b.dimuat("signing in as " + sub)
	b.tunggu("the button to sign out", cari("Keluar", "button"))
}

// js writes a text as an expression.
func js(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// cari is an expression: the first visible thing of a selector whose text or accessible
// name is the given one, or begins with it.
func cari(teks, selector string) string {
	return `(() => { const ada = [...document.querySelectorAll(` + js(selector) + `)].filter(e => e.checkVisibility() && e.ariaHidden !== 'true');
  const nama = e => (e.getAttribute('aria-label') ?? e.innerText).replace(/\s+/g, ' ').trim();
  return ada.find(e => nama(e) === ` + js(teks) + `) ?? ada.find(e => nama(e).startsWith(` + js(teks) + `)); })()`
}

// bidang is an expression: the field with a label or a name.
func bidang(nama string) string {
	return `(() => { const l = [...document.querySelectorAll('label')].filter(e => e.checkVisibility());
  const teks = e => e.innerText.replace(/\s+/g, ' ').trim();
  return document.getElementsByName(` + js(nama) + `)[0] ?? (l.find(e => teks(e) === ` + js(nama) + `) ?? l.find(e => teks(e).startsWith(` + js(nama) + `)))?.control; })()`
}

// isi types into a field, in place of what stands there; or chooses an option by its text.
func (b *tab) isi(nama, teks string) {
	b.t.Helper()
	b.diam()
	b.tunggu("the field "+nama, bidang(nama))
	jenis := nilai[string](b, `(() => { const e = `+bidang(nama)+`; e.scrollIntoView({block: 'center'}); e.focus(); e.select?.(); return e.tagName; })()`)
	switch {
	case jenis == "SELECT":
		if !nilai[bool](b, `(() => { const e = `+bidang(nama)+`; const o = [...e.options].find(o => o.text === `+js(teks)+` || o.value === `+js(teks)+`);
  if (!o) return false; e.value = o.value; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); return true; })()`) {
			b.gagal("%s has no option %q", nama, teks)
		}
	case teks == "":
		b.tombol(kb.Delete)
	default:
		b.ketik(teks)
	}
}

// ketik types a text where the focus is.
func (b *tab) ketik(teks string) {
	b.t.Helper()
	perintah(b, input.InsertText, input.InsertTextParams{Text: teks})
}

// centang clicks a checkbox or one of several choices by its label or name.
func (b *tab) centang(nama string) {
	b.t.Helper()
	b.tunggu("the box "+nama, bidang(nama))
	b.lakukan(bidang(nama) + `.click()`)
}

// diam waits until the page does not load itself anew any more: what is pressed or typed on
// one that does may go with it.
func (b *tab) diam() {
	b.t.Helper()
	b.tunggu("a page that stays", `document.readyState === 'complete' && !document.querySelector('meta[http-equiv=refresh]')`)
}

// tekan clicks a button or link by its text, where it stands on the screen.
func (b *tab) tekan(teks string) {
	b.t.Helper()
	apa := cari(teks, "button, a[href], summary, [role=button], input[type=submit]")
	b.tunggu("the button "+teks, apa)
	di := nilai[[]float64](b, `(() => { const e = `+apa+`; e.scrollIntoView({block: 'center', inline: 'center'}); const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
	harus(b, "click "+teks, chromedp.MouseClickXY(di[0], di[1]))
}

// kirim clicks what leads to another page, and waits for that.
func (b *tab) kirim(teks string) {
	b.t.Helper()
	b.diam()
	b.lakukan(tandaiLama)
	b.tekan(teks)
	b.dimuat("pressing " + teks)
}

// kirimIsian presses the first button of the form that a field is in, and waits for the
// page that it leads to.
func (b *tab) kirimIsian(nama string) {
	b.t.Helper()
	b.diam()
	b.lakukan(tandaiLama + ", " + bidang(nama) + `.form.querySelector('button').click()`)
	b.dimuat("sending the form with " + nama)
}

// lihat waits until the page shows a text.
func (b *tab) lihat(teks string) {
	b.t.Helper()
	b.tunggu("the text "+js(teks), `document.body.innerText.replace(/\s+/g, ' ').includes(`+js(teks)+`)`)
}

// di is the path that is open, with its query.
func (b *tab) di() string {
	b.t.Helper()
	return nilai[string](b, `location.pathname + location.search`)
}

// tombol presses a key: kb.Tab, kb.Enter, " " and the like.
func (b *tab) tombol(kunci string, lain ...chromedp.KeyOption) {
	b.t.Helper()
	harus(b, "press a key", chromedp.KeyEvent(kunci, lain...))
}
