package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"capaian/internal/app"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/wire"
)

// harness is a machine on loopback and somebody outside who talks HTTP to it.
type harness struct {
	t      testing.TB
	m      *machine
	url    string
	tokens map[string]string
}

// startMachine runs a machine on a fresh folder until the test ends.
func startMachine(t testing.TB, b sample.Bundle) *harness {
	t.Helper()
	return startMachineIn(t, t.TempDir(), b)
}

func startMachineIn(t testing.TB, data string, b sample.Bundle) *harness {
	t.Helper()
	return startMachineLog(t, data, b, slog.New(slog.DiscardHandler))
}

func startMachineLog(t testing.TB, data string, b sample.Bundle, log *slog.Logger) *harness {
	t.Helper()
	m, err := open(app.Config{Lokal: true, Addr: "127.0.0.1:0", Data: data, Audience: "capaian", Detak: time.Hour}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.close)
	fatal := make(chan error, 4)
	if err := m.start(context.Background(), b, fatal); err != nil {
		t.Fatal(err)
	}
	h := &harness{t: t, m: m, url: m.config.URL, tokens: map[string]string{}}
	h.until("healthz", func() bool {
		select {
		case err := <-fatal:
			t.Fatal(err)
		default:
		}
		status, _ := h.get("", "/healthz")
		return status == http.StatusOK
	})
	return h
}

func seed(t *testing.T) sample.Bundle {
	t.Helper()
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// until asks again until it is so. It gives up only long after anything healthy.
func (h *harness) until(what string, so func() bool) {
	h.t.Helper()
	for range 6000 {
		if so() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	h.t.Fatalf("%s: did not come true", what)
}

func (h *harness) token(orang string) string {
	h.t.Helper()
	if orang == "" {
		return ""
	}
	if tok, ok := h.tokens[orang]; ok {
		return tok
	}
	status, body := h.send("", "POST", "/dev/token", nil, map[string]string{"orang": orang})
	var out struct{ Token string }
	if status != http.StatusOK || json.Unmarshal(body, &out) != nil || out.Token == "" {
		h.t.Fatalf("token of %s: got status %d: %s", orang, status, body)
	}
	h.tokens[orang] = out.Token
	return out.Token
}

func (h *harness) get(orang, path string) (int, []byte) {
	h.t.Helper()
	return h.send(orang, "GET", path, nil, nil)
}

// send makes one request as a person; header and body may be nil.
func (h *harness) send(orang, method, path string, header map[string]string, body any) (int, []byte) {
	h.t.Helper()
	status, _, answer := h.exchange(orang, method, path, header, body)
	return status, answer
}

func (h *harness) exchange(orang, method, path string, header map[string]string, body any) (int, http.Header, []byte) {
	h.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		r = bytes.NewReader(b)
	default:
		raw, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		r = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, h.url+path, r)
	if err != nil {
		h.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if tok := h.token(orang); tok != "" {
		req.Header.Set("Authorization", "Bearer "+tok)
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res.StatusCode, res.Header, answer
}

// read gets JSON that must be there and returns its ETag.
func (h *harness) read(orang, path string, into any) string {
	h.t.Helper()
	status, header, body := h.exchange(orang, "GET", path, nil, nil)
	if status != http.StatusOK {
		h.t.Fatalf("GET %s: got status %d: %s", path, status, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		h.t.Fatalf("GET %s: %v", path, err)
	}
	return header.Get("ETag")
}

// write puts JSON over the version that etag names ("" creates) and must succeed.
func (h *harness) write(orang, path, etag string, body any) string {
	h.t.Helper()
	header := map[string]string{"If-Match": etag}
	if etag == "" {
		header = map[string]string{"If-None-Match": "*"}
	}
	status, got, answer := h.exchange(orang, "PUT", path, header, body)
	if status != http.StatusOK && status != http.StatusCreated {
		h.t.Fatalf("PUT %s: got status %d: %s", path, status, answer)
	}
	return got.Get("ETag")
}

func alamatTahun(opd string, tahun int) string { return fmt.Sprintf("/v1/opd/%s/tahun/%d", opd, tahun) }

// capaian waits until the results are fresh and reads them.
func (h *harness) capaian(orang, opd string, tahun, tw int) wire.Capaian {
	h.t.Helper()
	var c wire.Capaian
	h.until("fresh results", func() bool {
		c = wire.Capaian{}
		h.read(orang, fmt.Sprintf("%s/capaian?periode=TW%d", alamatTahun(opd, tahun), tw), &c)
		if c.Galat != "" {
			h.t.Fatalf("results of %s %d: %s", opd, tahun, c.Galat)
		}
		return c.Segar
	})
	return c
}

// browser is a person's browser: it keeps cookies and reads forms.
type browser struct {
	h *harness
	c *http.Client
}

// masuk signs a sample person in through the page's form.
func (h *harness) masuk(orang string) *browser {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	b := &browser{h, &http.Client{Jar: jar}}
	res, err := b.c.PostForm(h.url+"/dev/masuk", url.Values{"orang": {orang}})
	if err != nil {
		h.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		h.t.Fatalf("sign in %s: got status %d", orang, res.StatusCode)
	}
	return b
}

func (b *browser) page(path string) (int, string) {
	b.h.t.Helper()
	res, err := b.c.Get(b.h.url + path)
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// alasan are reasons for whatever a rule may warn of.
var alasan = func() map[string]string {
	out := map[string]string{}
	for _, a := range sakip.SemuaPeringatan {
		out[string(a)] = "Uji."
	}
	return out
}()

// isi fills the form on a page that has all the named fields, as its user would, and
// sends it; fields that are not named keep what the page put there.
func (b *browser) isi(path string, fields map[string]string) (int, string) {
	b.h.t.Helper()
	status, body := b.page(path)
	if status != http.StatusOK {
		b.h.t.Fatalf("GET %s: got status %d", path, status)
	}
	for _, f := range formulir(b.h.t, body) {
		if !f.punya(fields) {
			continue
		}
		for k, v := range fields {
			f.nilai.Set(k, v)
		}
		for k, v := range alasan {
			f.nilai.Set("penjelasan."+k, v)
		}
		res, err := b.c.PostForm(b.h.url+f.alamat(path), f.nilai)
		if err != nil {
			b.h.t.Fatal(err)
		}
		defer res.Body.Close()
		answer, err := io.ReadAll(res.Body)
		if err != nil {
			b.h.t.Fatal(err)
		}
		return res.StatusCode, string(answer)
	}
	b.h.t.Fatalf("GET %s: no form with the fields %v", path, fields)
	return 0, ""
}

// csrf is the token that the forms of the browser's session carry.
func (b *browser) csrf() string {
	b.h.t.Helper()
	_, body := b.page("/")
	for _, f := range formulir(b.h.t, body) {
		if token := f.nilai.Get("csrf"); token != "" {
			return token
		}
	}
	b.h.t.Fatal("no form of the home page has a token")
	return ""
}

// form is one form of a page with what its fields hold.
type form struct {
	action string
	nilai  url.Values
	ada    map[string]bool
}

func (f form) punya(fields map[string]string) bool {
	for k := range fields {
		if !f.ada[k] {
			return false
		}
	}
	return true
}

func (f form) alamat(path string) string {
	if f.action == "" {
		return path
	}
	return f.action
}

func formulir(t testing.TB, page string) []form {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []form
	var walk func(n *html.Node, f *form)
	walk = func(n *html.Node, f *form) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "form":
				out = append(out, form{action: attr(n, "action"), nilai: url.Values{}, ada: map[string]bool{}})
				f = &out[len(out)-1]
			case "input", "textarea", "select":
				if name := attr(n, "name"); f != nil && name != "" {
					f.ada[name] = true
					if v, ok := isian(n); ok {
						f.nilai.Add(name, v)
					}
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, f)
		}
	}
	walk(doc, nil)
	return out
}

// isian is what a field would send.
func isian(n *html.Node) (string, bool) {
	switch n.Data {
	case "textarea":
		return teksNode(n), true
	case "select":
		pilihan := ""
		for c := range n.Descendants() {
			if c.Type == html.ElementNode && c.Data == "option" && hasAttr(c, "selected") {
				pilihan = attr(c, "value")
			}
		}
		return pilihan, true
	}
	switch attr(n, "type") {
	case "checkbox", "radio":
		return attr(n, "value"), hasAttr(n, "checked")
	case "submit", "button":
		return "", false
	}
	return attr(n, "value"), true
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func teksNode(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
