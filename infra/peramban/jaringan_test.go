package peramban

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// jaringan is the line between a browser and the machine. It can be cut, also for the
// browser's service worker, which the browser's own means of being offline leave online.
type jaringan struct {
	putus   atomic.Bool  // nothing reaches the machine
	bungkam atomic.Bool  // what is sent reaches it, and no answer comes back
	kiriman atomic.Int64 // figures sent that reached the machine
	lambat  atomic.Bool  // reviews of planning forms are answered when they are let go
	tiba    atomic.Int64 // such reviews that were asked for
	lepas   chan struct{}
}

var polaKiriman = regexp.MustCompile(`/isi/[^/]+/TW\d$`)

// lewatJaringan is the same machine at the other end of a line.
func (m *mesin) lewatJaringan(t testing.TB) (*mesin, *jaringan) {
	t.Helper()
	tujuan, err := url.Parse(m.url)
	if err != nil {
		t.Fatal(err)
	}
	j := &jaringan{lepas: make(chan struct{})}
	terus := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(tujuan)
		r.Out.Host = r.In.Host
	}}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kirim := r.Method == http.MethodPost && polaKiriman.MatchString(r.URL.Path)
		if r.Method == http.MethodPost && j.lambat.Load() && strings.Contains(r.URL.Path, "/rencana/") {
			j.tiba.Add(1)
			<-j.lepas
		}
		switch {
		case j.putus.Load():
			panic(http.ErrAbortHandler)
		case kirim && j.bungkam.Load():
			j.kiriman.Add(1)
			terus.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case kirim:
			j.kiriman.Add(1)
		}
		terus.ServeHTTP(w, r)
	}))
	// A browser sends anew by itself what a connection that served before has swallowed.
	s.Config.SetKeepAlivesEnabled(false)
	s.Start()
	t.Cleanup(s.Close)
	return &mesin{s.URL, m.folder}, j
}

// putuskan cuts the line or mends it; the page is told, too.
func (j *jaringan) putuskan(b *tab, putus bool) {
	b.t.Helper()
	j.putus.Store(putus)
	b.kabarkan(putus)
}

// kabarkan tells the page whether there is a network.
func (b *tab) kabarkan(putus bool) {
	b.t.Helper()
	perintah(b, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: putus, DownloadThroughput: -1, UploadThroughput: -1})
}
