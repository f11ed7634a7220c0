package cognito

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"capaian/infra/test/program"
	"capaian/internal/akun/akuntest"
	"capaian/internal/fault"
	"capaian/internal/httpx"
)

// kolam is a user pool of cognito-local as the template makes one.
type kolam struct {
	*Pool
	url, klien string
	reset      []string // what was asked for that cognito-local does not know
	answer     string   // an error to answer everything with; "" for none
	mu         sync.Mutex
}

func buka(t *testing.T) *kolam {
	t.Helper()
	server, stop, err := program.Cognito(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stop() })
	k := &kolam{url: server}
	target, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(k.depan(httputil.NewSingleHostReverseProxy(target)))
	t.Cleanup(front.Close)
	client := idp.New(idp.Options{Region: "ap-southeast-3", BaseEndpoint: &front.URL, RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("lokal", "lokal", "")})
	ctx := context.Background()
	p, err := client.CreateUserPool(ctx, &idp.CreateUserPoolInput{PoolName: aws.String("uji"), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := client.CreateUserPoolClient(ctx, &idp.CreateUserPoolClientInput{UserPoolId: p.UserPool.Id, ClientName: aws.String("uji"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth}})
	if err != nil {
		t.Fatal(err)
	}
	k.Pool, k.klien = New(client, *p.UserPool.Id), *c.UserPoolClient.ClientId
	return k
}

// depan stands before cognito-local, which knows neither a new password for an account
// nor an invitation once more, and makes an account twice that is asked for twice at once.
func (k *kolam) depan(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.answer != "" {
			w.Header().Set("Content-Type", "application/x-amz-json-1.1")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"__type":"`+k.answer+`","message":"uji"}`)
			return
		}
		body, _ := io.ReadAll(r.Body)
		var in struct{ Username, MessageAction string }
		_ = json.Unmarshal(body, &in)
		_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		if call == "AdminResetUserPassword" || in.MessageAction == "RESEND" {
			k.reset = append(k.reset, call+" "+in.Username)
			_, _ = io.WriteString(w, `{"User":{}}`)
			return
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		next.ServeHTTP(w, r)
	})
}

func TestContract(t *testing.T) { akuntest.Run(t, buka(t)) }

// masuk signs an account in by a password of its own.
func (k *kolam) masuk(t *testing.T, sub string) (*types.AuthenticationResultType, error) {
	t.Helper()
	const sandi = "sandi yang panjang"
	ctx := context.Background()
	if _, err := k.client.AdminSetUserPassword(ctx, &idp.AdminSetUserPasswordInput{UserPoolId: &k.id, Username: &sub, Password: aws.String(sandi), Permanent: true}); err != nil {
		t.Fatal(err)
	}
	out, err := k.client.AdminInitiateAuth(ctx, &idp.AdminInitiateAuthInput{UserPoolId: &k.id, ClientId: &k.klien, AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": sub, "PASSWORD": sandi}})
	if err != nil {
		return nil, err
	}
	return out.AuthenticationResult, nil
}

// Tokens of the pool prove the sub that Create told, and no other's and no more.
func TestTokens(t *testing.T) {
	k, ctx := buka(t), context.Background()
	sub, err := k.Create(ctx, "siti@contoh.go.id")
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := k.masuk(t, sub)
	if err != nil {
		t.Fatal(err)
	}
	issuer := k.url + "/" + k.id
	kini := httpx.Remote(ctx, issuer, k.klien, time.Now)
	besok := httpx.Remote(ctx, issuer, k.klien, func() time.Time { return time.Now().Add(48 * time.Hour) })
	for _, c := range []struct {
		name, token string
		v           httpx.Verifier
		want        string
	}{
		{"ID token", *tokens.IdToken, kini, sub},
		{"access token", *tokens.AccessToken, kini, sub},
		{"refresh token", *tokens.RefreshToken, kini, ""},
		{"ID token of another client", *tokens.IdToken, httpx.Remote(ctx, issuer, "lain", time.Now), ""},
		{"access token of another client", *tokens.AccessToken, httpx.Remote(ctx, issuer, "lain", time.Now), ""},
		{"of another pool", *tokens.IdToken, httpx.Remote(ctx, k.url+"/lain", k.klien, time.Now), ""},
		{"expired", *tokens.IdToken, besok, ""},
		{"altered", (*tokens.IdToken)[:len(*tokens.IdToken)-4] + "AAAA", kini, ""},
	} {
		got, err := c.v.Sub(ctx, c.token)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: got %q %v, want %q", c.name, got, err, c.want)
		}
		if err != nil && fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("%s: got %v, want unauthenticated", c.name, err)
		}
	}
}

// Who is switched off gets no token, and one again when switched on.
func TestSwitchedOff(t *testing.T) {
	k, ctx := buka(t), context.Background()
	sub, err := k.Create(ctx, "siti@contoh.go.id")
	if err != nil {
		t.Fatal(err)
	}
	for _, aktif := range []bool{false, true} {
		if err := k.SetActive(ctx, sub, aktif); err != nil {
			t.Fatal(err)
		}
		u, err := k.client.AdminGetUser(ctx, &idp.AdminGetUserInput{UserPoolId: &k.id, Username: &sub})
		if err != nil || u.Enabled != aktif {
			t.Errorf("enabled: got %v %v, want %v", u.Enabled, err, aktif)
		}
	}
}

// Who never signed in is invited once more; who did gets a new password.
func TestResetPassword(t *testing.T) {
	k, ctx := buka(t), context.Background()
	sub, err := k.Create(ctx, "siti@contoh.go.id")
	if err != nil {
		t.Fatal(err)
	}
	if err := k.ResetPassword(ctx, sub); err != nil {
		t.Fatal(err)
	}
	if _, err := k.masuk(t, sub); err != nil {
		t.Fatal(err)
	}
	if err := k.ResetPassword(ctx, sub); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(k.reset, ", "), "AdminCreateUser siti@contoh.go.id, AdminResetUserPassword "+sub; got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
	if err := k.ResetPassword(ctx, "tidak-ada"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("nobody: got %v, want not_found", err)
	}
}

func TestRefusals(t *testing.T) {
	k, ctx := buka(t), context.Background()
	if _, err := New(idp.New(idp.Options{Region: "x", BaseEndpoint: aws.String("http://127.0.0.1:1"), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("lokal", "lokal", "")}), "x").Create(ctx, "siti@contoh.go.id"); fault.CodeOf(err) != fault.Busy {
		t.Errorf("out of reach: got %v, want busy", err)
	}
	for answer, want := range map[string]fault.Code{
		"InvalidParameterException": fault.Invalid, "CodeDeliveryFailureException": fault.Invalid, "TooManyRequestsException": fault.Busy,
		"LimitExceededException": fault.Busy, "InternalErrorException": fault.Busy, "NotAuthorizedException": fault.Internal,
	} {
		k.answer = answer
		if _, err := k.Create(ctx, "siti@contoh.go.id"); fault.CodeOf(err) != want {
			t.Errorf("%s: got %v, want %s", answer, err, want)
		}
	}
}
