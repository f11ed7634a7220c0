package ses_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"capaian/internal/surat"
	"capaian/internal/surat/ses"
	"capaian/internal/surat/surattest"
)

var kunci = aws.Credentials{AccessKeyID: "AKIDUJI", SecretAccessKey: "rahasia-uji"}

// palsu answers as SES does to SendEmail, and takes nothing that is not signed.
type palsu struct {
	t      *testing.T
	mu     sync.Mutex
	terima []surat.Pesan
	galat  []string // codes to answer with first, "" being taken
}

func (p *palsu) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		p.t.Error(err)
	}
	if r.Method != http.MethodPost || r.URL.Path != "/v2/email/outbound-emails" {
		p.t.Errorf("request: got %s %s", r.Method, r.URL.Path)
	}
	p.periksaTandaTangan(r, body)
	p.mu.Lock()
	defer p.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if len(p.galat) > 0 {
		kode := p.galat[0]
		p.galat = p.galat[1:]
		if kode != "" {
			w.Header().Set("X-Amzn-Errortype", kode)
			w.WriteHeader(map[string]int{"TooManyRequestsException": 429}[kode] + map[bool]int{true: 400}[kode != "TooManyRequestsException"])
			_, _ = io.WriteString(w, `{"message":"siti@contoh.go.id is not taken"}`)
			return
		}
	}
	type teks struct{ Data, Charset string }
	var in struct {
		FromEmailAddress string
		Destination      struct{ ToAddresses []string }
		Content          struct {
			Simple struct {
				Subject teks
				Body    struct{ Text teks }
			}
		}
	}
	if err := json.Unmarshal(body, &in); err != nil {
		p.t.Error(err)
	}
	s := in.Content.Simple
	if in.FromEmailAddress != "Capaian <capaian@contoh.go.id>" || len(in.Destination.ToAddresses) != 1 || s.Subject.Charset != "UTF-8" || s.Body.Text.Charset != "UTF-8" {
		p.t.Errorf("message: got %s", body)
		return
	}
	p.terima = append(p.terima, surat.Pesan{Untuk: in.Destination.ToAddresses[0], Perihal: s.Subject.Data, Isi: s.Body.Text.Data})
	_, _ = io.WriteString(w, `{"MessageId":"1"}`)
}

// periksaTandaTangan signs the request anew with the key that only both sides have.
func (p *palsu) periksaTandaTangan(r *http.Request, body []byte) {
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	if err != nil {
		p.t.Error(err)
	}
	got := r.Header.Get("Authorization")
	lagi := r.Clone(context.Background())
	lagi.URL.Scheme, lagi.URL.Host = "http", r.Host
	_, signed, _ := strings.Cut(got, "SignedHeaders=")
	signed, _, _ = strings.Cut(signed, ",")
	for h := range lagi.Header {
		if !strings.Contains(";"+signed+";", ";"+strings.ToLower(h)+";") {
			lagi.Header.Del(h)
		}
	}
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(context.Background(), kunci, lagi, hex.EncodeToString(sum[:]), "ses", "ap-southeast-3", at); err != nil {
		p.t.Error(err)
	}
	if want := lagi.Header.Get("Authorization"); got != want || got == "" {
		p.t.Errorf("signature: got %s, want %s", got, want)
	}
}

func buka(t *testing.T, galat ...string) (*ses.Akun, *palsu) {
	p := &palsu{t: t, galat: galat}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	c := sesv2.New(sesv2.Options{Region: "ap-southeast-3", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return kunci, nil })})
	return ses.New(c, "capaian@contoh.go.id"), p
}

func TestContract(t *testing.T) {
	surattest.Run(t, func(t *testing.T) (surat.Pengirim, func() []surat.Pesan) {
		a, p := buka(t)
		return a, func() []surat.Pesan {
			p.mu.Lock()
			defer p.mu.Unlock()
			return append([]surat.Pesan(nil), p.terima...)
		}
	})
}

// What SES refuses for good is told apart from what may pass.
func TestRefusals(t *testing.T) {
	m := surat.Pesan{Untuk: "siti@contoh.go.id", Perihal: "p", Isi: "i"}
	for kode, baka := range map[string]bool{"MessageRejected": true, "BadRequestException": true, "TooManyRequestsException": false,
		"SendingPausedException": false, "MailFromDomainNotVerifiedException": false, "AccessDeniedException": false} {
		a, p := buka(t, kode)
		err := a.Kirim(context.Background(), m)
		if err == nil || errors.Is(err, surat.ErrDitolak) != baka {
			t.Errorf("%s: got %v, want an error, for good: %v", kode, err, baka)
		}
		if strings.Contains(err.Error(), "siti") {
			t.Errorf("%s: the address is in %v", kode, err)
		}
		if err := a.Kirim(context.Background(), m); err != nil || len(p.terima) != 1 {
			t.Errorf("%s: again: got %v, %d messages, want it sent", kode, err, len(p.terima))
		}
	}
}
