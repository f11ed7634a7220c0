// Command local runs Capaian on one machine: the handlers of all functions in one
// process over the embedded store, each receiving the same event JSON that its
// function receives in the cloud.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"capaian/infra/contoh"
	"capaian/internal/akun"
	"capaian/internal/api"
	"capaian/internal/app"
	"capaian/internal/dispatch"
	"capaian/internal/httpx"
	"capaian/internal/objects"
	"capaian/internal/objects/dir"
	"capaian/internal/recalc"
	"capaian/internal/receiver"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/store/embedded"
	"capaian/internal/surat"
	"capaian/internal/web"
)

// machine is everything that runs.
type machine struct {
	config   app.Config
	log      *slog.Logger
	clock    func() time.Time
	service  *service.Service
	store    *embedded.Store
	files    *dir.Dir
	unggahan *dir.Uploads
	terbit   *dir.Dir
	recalc   *function
	dispatch *function
	report   *function
	bukti    *function
	web      httpFunction
	api      httpFunction
	publik   httpFunction
	jobs     antrean[dispatch.Job]
	ulang    antrean[recalc.Petunjuk]
	tiba     antrean[objects.Upload]
	siap     atomic.Bool
	listener net.Listener
	server   *http.Server
	stop     context.CancelFunc
	running  sync.WaitGroup
}

// tundaUlang is how long what failed to compute has to pass by itself.
const tundaUlang = 10 * time.Second

const issuer = "https://capaian.lokal"

// awalTerbit is below which the addresses of published files lie.
const awalTerbit = "/terbit"

// open takes the folder and the address; nothing runs yet.
func open(c app.Config, log *slog.Logger) (*machine, error) {
	st, err := embedded.Open(c.Data, embedded.Options{Log: log})
	if err != nil {
		return nil, fmt.Errorf("open the store in %s: %w", c.Data, err)
	}
	m := &machine{config: c, log: log, clock: time.Now, store: st, jobs: make(antrean[dispatch.Job], 1024),
		ulang: make(antrean[recalc.Petunjuk], 1024), tiba: make(antrean[objects.Upload], 1024)}
	if err := m.wire(); err != nil {
		m.close()
		return nil, err
	}
	return m, nil
}

func (m *machine) wire() error {
	c, log, clock := &m.config, m.log, m.clock
	seed, err := contoh.Rahasia(c.Data)
	if err != nil {
		return err
	}
	if len(c.Rahasia) == 0 {
		c.Rahasia = seed[:]
	}
	if m.listener, err = net.Listen("tcp", c.Addr); err != nil {
		return fmt.Errorf("listen at %s (CAPAIAN_ADDR): %w", c.Addr, err)
	}
	if _, port, _ := net.SplitHostPort(c.Addr); port == "0" { // whichever was free
		c.Addr = m.listener.Addr().String()
		c.URL = "http://" + c.Addr
	}
	if m.files, err = dir.Open(filepath.Join(c.Data, "objek"), c.Rahasia, clock, c.URL); err != nil {
		return fmt.Errorf("open the folder of files: %w", err)
	}
	if m.unggahan, err = dir.OpenUploads(filepath.Join(c.Data, "unggahan"), c.Rahasia, clock, c.URL, m.arrived); err != nil {
		return fmt.Errorf("open the folder of uploads: %w", err)
	}
	if m.terbit, err = dir.OpenReadOnly(filepath.Join(c.Data, "terbit"), c.Rahasia, clock, c.URL+awalTerbit); err != nil {
		return fmt.Errorf("open the folder of published reports: %w", err)
	}
	kotak, err := surat.OpenFolder(filepath.Join(c.Data, "surat"), c.Pengirim, clock)
	if err != nil {
		return fmt.Errorf("open the folder of e-mail: %w", err)
	}
	dev := httpx.NewDevIssuer(seed, clock, issuer, c.Audience)
	verifier := httpx.OIDC(issuer, c.Audience, dev.KeySet(), clock)
	newID := func() string { return app.ID(clock()) }
	m.service = &service.Service{Store: m.store, Hasil: m.store, Objects: m.files, Uploads: m.unggahan, Terbit: m.terbit, Akun: akun.Lokal{}, Clock: clock, ID: newID, Token: app.Token, Secret: c.Rahasia}

	m.web = httpx.Lambda(web.New(web.Options{Service: m.service, Dev: dev,
		Orang: func(ctx context.Context) ([]sakip.Orang, error) { return contoh.Orang(ctx, m.service) }, PublicURL: c.URL, Upload: c.URL, Clock: clock, NewID: newID, Log: log}))
	apiOptions := api.Options{Service: m.service, Verifier: verifier, PublicURL: c.URL, Siap: m.ready, Clock: clock, NewID: newID, Log: log}
	m.api = httpx.Lambda(api.New(apiOptions))
	m.publik = httpx.Lambda(web.NewPublik(web.Options{Service: m.service, PublicURL: c.URL, Clock: clock, NewID: newID, Log: log}, api.NewPublik(apiOptions)))
	m.recalc = newFunction(recalc.New(m.store, m.store, m.ulang, clock, log).Handle)
	m.dispatch = newFunction((&dispatch.Dispatcher{Store: m.store, Queue: m.jobs, Surat: kotak, Service: m.service, URL: c.URL, Clock: clock, Log: log}).Handle)
	m.report = newFunction((&reporter.Reporter{Service: m.service, Objects: m.files, Terbit: m.terbit, URL: c.URL, Clock: clock, Log: log}).Handle)
	m.bukti = newFunction((&receiver.Receiver{Service: m.service, Uploads: m.unggahan, Objects: m.files, Clock: clock, Log: log}).Handle)
	return nil
}

func (m *machine) ready(context.Context) error {
	if !m.siap.Load() {
		return errors.New("samples are being loaded")
	}
	return nil
}

// start serves, loads the samples that are not there yet, and brings every result up
// to date; ready answers once that is done. fatal gets what ends the machine.
func (m *machine) start(ctx context.Context, bundle sample.Bundle, fatal chan<- error) error {
	ctx, m.stop = context.WithCancel(ctx)
	for _, consumer := range []string{konsumenRecalc, konsumenDispatch} {
		if err := m.register(ctx, consumer); err != nil {
			return err
		}
	}
	m.server = &http.Server{Handler: m.gateway(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	m.run(func() {
		if err := m.server.Serve(m.listener); !errors.Is(err, http.ErrServerClosed) {
			fatal <- fmt.Errorf("serve: %w", err)
		}
	})
	m.run(func() { m.pump(ctx, konsumenRecalc, m.recalc) })
	m.run(func() { m.pump(ctx, konsumenDispatch, m.dispatch) })
	m.run(func() { layani(ctx, m, m.jobs, pesan[dispatch.Job](m.report), 0) })
	m.run(func() { layani(ctx, m, m.ulang, pesan[recalc.Petunjuk](m.recalc), tundaUlang) })
	m.run(func() { layani(ctx, m, m.tiba, m.peristiwa, 0) })
	m.run(func() {
		if err := contoh.Load(ctx, m.service, bundle); err != nil {
			if ctx.Err() == nil {
				fatal <- fmt.Errorf("load the samples: %w", err)
			}
			return
		}
		if err := m.tick(ctx); err != nil && ctx.Err() == nil {
			fatal <- fmt.Errorf("bring results up to date: %w", err)
			return
		}
		m.siap.Store(true)
		m.ticks(ctx)
	})
	return nil
}

func (m *machine) run(f func()) {
	m.running.Add(1)
	go func() {
		defer m.running.Done()
		f()
	}()
}

// close ends everything: requests are answered, then the loops stop, then the store.
func (m *machine) close() {
	if m.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = m.server.Shutdown(ctx)
	} else if m.listener != nil {
		_ = m.listener.Close()
	}
	if m.stop != nil {
		m.stop()
	}
	m.running.Wait()
	for _, d := range []*dir.Dir{m.files, m.terbit} {
		if d != nil {
			_ = d.Close()
		}
	}
	if m.unggahan != nil {
		_ = m.unggahan.Close()
	}
	_ = m.store.Close()
}
