// Package ses sends messages by Amazon SES. The role needs ses:SendEmail on the identity of
// the sender's address, which SES must have verified.
package ses

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/smithy-go"

	"capaian/internal/surat"
)

// Akun implements surat.Pengirim. It is safe for concurrent use.
type Akun struct {
	client *sesv2.Client
	dari   string
}

var _ surat.Pengirim = (*Akun)(nil)

// New sends from an address by client.
func New(client *sesv2.Client, dari string) *Akun { return &Akun{client, dari} }

// Open sends from an address with the region and credentials that the platform gives.
func Open(ctx context.Context, dari string) (*Akun, error) {
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS configuration: %w", err)
	}
	return New(sesv2.NewFromConfig(c), dari), nil
}

// Kirim hands the message to SES, which takes it before it is delivered. What SES says of a
// message that it does not take may name the address, so only its code is kept.
func (a *Akun) Kirim(ctx context.Context, p surat.Pesan) error {
	if err := p.Periksa(); err != nil {
		return err
	}
	teks := func(s string) *types.Content { return &types.Content{Data: &s, Charset: aws.String("UTF-8")} }
	dari := "Capaian <" + a.dari + ">"
	_, err := a.client.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: &dari, Destination: &types.Destination{ToAddresses: []string{p.Untuk}},
		Content: &types.EmailContent{Simple: &types.Message{Subject: teks(p.Perihal), Body: &types.Body{Text: teks(p.Isi)}}},
	})
	var ditolak *types.MessageRejected
	var salah *types.BadRequestException
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &ditolak) || errors.As(err, &salah):
		return fmt.Errorf("%w by SES", surat.ErrDitolak)
	}
	if api := smithy.APIError(nil); errors.As(err, &api) {
		return fmt.Errorf("SES: %s", api.ErrorCode())
	}
	return fmt.Errorf("SES: %w", err)
}
