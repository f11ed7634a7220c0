package contoh

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"capaian/internal/wire"
)

// The agency-year that the demonstration walks, and who does.
const (
	OPD         = "dinsos-p3a-trenggalek"
	Tahun       = 2023
	Verifikator = "verifikator-dinsos"
)

// client is somebody outside.
type client struct {
	url, out, token string
}

// Walk does the main job as a client of the machine at url: results read once they are
// fresh, reports asked for, each downloaded by its link into the folder out and printed
// to w. It fails when a download's SHA-256 is not the recorded one.
func Walk(ctx context.Context, url, out string, w io.Writer) error {
	d := &client{url: url, out: out}
	if err := os.MkdirAll(d.out, 0o755); err != nil {
		return err
	}
	if err := d.until(ctx, func() (bool, error) {
		status, _, err := d.call(ctx, "GET", "/healthz", nil)
		return status == http.StatusOK, err
	}); err != nil {
		return fmt.Errorf("wait for the samples: %w", err)
	}
	var t struct {
		Token string `json:"token"`
	}
	if err := d.json(ctx, "POST", "/dev/token", map[string]string{"orang": Verifikator}, &t); err != nil {
		return err
	}
	d.token = t.Token
	c, err := d.capaian(ctx)
	if err != nil {
		return err
	}
	links, err := d.reports(ctx)
	if err != nil {
		return err
	}
	return cetak(w, c, links)
}

// capaian reads the results once they are fresh and keeps the answer as it came.
func (d *client) capaian(ctx context.Context) (wire.Capaian, error) {
	var c wire.Capaian
	var body []byte
	err := d.until(ctx, func() (bool, error) {
		status, answer, err := d.call(ctx, "GET", fmt.Sprintf("/v1/opd/%s/tahun/%d/capaian?periode=TW4", OPD, Tahun), nil)
		if err != nil || status == http.StatusNotFound { // nothing computed yet
			return false, err
		}
		if status != http.StatusOK {
			return false, fmt.Errorf("status %d: %s", status, answer)
		}
		c, body = wire.Capaian{}, answer
		err = json.Unmarshal(answer, &c)
		return c.Segar, err
	})
	if err != nil {
		return c, fmt.Errorf("capaian: %w", err)
	}
	return c, os.WriteFile(filepath.Join(d.out, "capaian-2023.json"), body, 0o644)
}

// unduhan is one downloaded report.
type unduhan struct {
	Nama, Tautan, SHA256 string
	Ukuran               int64
}

func (d *client) reports(ctx context.Context) ([]unduhan, error) {
	base := fmt.Sprintf("/v1/opd/%s/tahun/%d/laporan", OPD, Tahun)
	var out []unduhan
	for _, format := range []string{"pdf", "docx", "xlsx", "html"} {
		var l struct {
			wire.Laporan
			Tautan *string `json:"tautan"`
		}
		if err := d.json(ctx, "POST", base, map[string]string{"jenis": "lkjip", "periode": "TW4", "format": format}, &l); err != nil {
			return nil, err
		}
		if err := d.until(ctx, func() (bool, error) {
			err := d.json(ctx, "GET", base+"/"+l.ID, nil, &l)
			if err == nil && l.Status == "gagal" {
				err = fmt.Errorf("report failed: %s", l.Galat)
			}
			return l.Tautan != nil, err
		}); err != nil {
			return nil, fmt.Errorf("report %s: %w", format, err)
		}
		u, err := d.download(ctx, *l.Tautan, fmt.Sprintf("lkjip-%d.%s", Tahun, format), l.Laporan)
		if err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

// download keeps the file behind a link under a name that is the same each time.
func (d *client) download(ctx context.Context, link, nama string, l wire.Laporan) (unduhan, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", link, nil)
	if err != nil {
		return unduhan{}, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return unduhan{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		return unduhan{}, fmt.Errorf("download %s: status %d: %w", link, res.StatusCode, err)
	}
	sum := sha256.Sum256(body)
	if got := hex.EncodeToString(sum[:]); got != l.SHA256 {
		return unduhan{}, fmt.Errorf("download %s: SHA-256 %s, recorded %s", link, got, l.SHA256)
	}
	return unduhan{nama, link, l.SHA256, l.Ukuran}, os.WriteFile(filepath.Join(d.out, nama), body, 0o644)
}

// until asks again until it is so, or ctx ends.
func (d *client) until(ctx context.Context, so func() (bool, error)) error {
	for {
		ok, err := so()
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (d *client) json(ctx context.Context, method, path string, body, into any) error {
	status, answer, err := d.call(ctx, method, path, body)
	if err != nil {
		return err
	}
	if status >= 300 {
		return fmt.Errorf("%s %s: status %d: %s", method, path, status, answer)
	}
	return json.Unmarshal(answer, into)
}

func (d *client) call(ctx context.Context, method, path string, body any) (int, []byte, error) {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, nil, err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, d.url+path, r)
	if err != nil {
		return 0, nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if d.token != "" {
		req.Header.Set("Authorization", "Bearer "+d.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	return res.StatusCode, answer, err
}

// cetak prints what came of it.
func cetak(w io.Writer, c wire.Capaian, links []unduhan) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\n%s, %s %d\n\n", c.Nama, c.Periode, c.Tahun)
	fmt.Fprintln(t, "IKU\tTarget\tRealisasi\tCapaian (%)\tKategori")
	for _, i := range c.Indikator {
		if i.Tingkat == "sasaran" {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", i.ID, i.TargetTampil, i.RealisasiTampil, i.CapaianTampil, i.Kategori)
		}
	}
	fmt.Fprintln(t, "\nSasaran\tn dari m\tRata-rata capaian (%)\tRata-rata serapan (%)\tTingkat efisiensi (%)")
	for _, s := range c.Sasaran {
		fmt.Fprintf(t, "%s\t%d dari %d\t%s\t%s\t%s\n", s.ID, s.N, s.M, s.RataCapaianTampil, s.RataCapaianAnggaranTampil, s.TingkatEfisiensiTampil)
	}
	fmt.Fprintln(t, "\nBerkas\tByte\tSHA-256 cocok\tTautan")
	for _, u := range links {
		fmt.Fprintf(t, "%s\t%d\t%s…\t%s\n", u.Nama, u.Ukuran, u.SHA256[:12], u.Tautan)
	}
	return t.Flush()
}
