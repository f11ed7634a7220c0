// Package cognito keeps people's accounts in an Amazon Cognito user pool whose user names
// are e-mail addresses. The pool itself writes to people: the temporary password of a new
// account, the code for a new password.
package cognito

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"capaian/internal/akun"
	"capaian/internal/fault"
)

// Pool implements akun.Akun.
type Pool struct {
	client *idp.Client
	id     string
}

var _ akun.Akun = (*Pool)(nil)

// Tanpa is the pool of who has an identity provider of their own.
const Tanpa = "-"

// Open uses the keys of the environment. Without a pool there are no accounts to make: nil.
func Open(ctx context.Context, pool string) (akun.Akun, error) {
	if pool == Tanpa {
		return nil, nil
	}
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the AWS configuration: %w", err)
	}
	return New(idp.NewFromConfig(c), pool), nil
}

// New uses a client of the caller's.
func New(client *idp.Client, pool string) *Pool { return &Pool{client, pool} }

// Create finds an account by its address, as who asks again may have got no answer.
func (p *Pool) Create(ctx context.Context, surel string) (string, error) {
	surel = strings.ToLower(surel)
	out, err := p.client.AdminCreateUser(ctx, &idp.AdminCreateUserInput{
		UserPoolId: &p.id, Username: &surel, DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail},
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &surel}, {Name: aws.String("email_verified"), Value: aws.String("true")}},
	})
	if exists := (*types.UsernameExistsException)(nil); errors.As(err, &exists) {
		u, err := p.client.AdminGetUser(ctx, &idp.AdminGetUserInput{UserPoolId: &p.id, Username: &surel})
		if err != nil {
			return "", asFault(err, surel)
		}
		return subOf(u.UserAttributes)
	}
	if err != nil {
		return "", asFault(err, surel)
	}
	return subOf(out.User.Attributes)
}

func subOf(attributes []types.AttributeType) (string, error) {
	for _, a := range attributes {
		if aws.ToString(a.Name) == "sub" && aws.ToString(a.Value) != "" {
			return *a.Value, nil
		}
	}
	return "", fault.Wrap(fault.Internal, errors.New("user pool: an account without a sub"))
}

func (p *Pool) SetActive(ctx context.Context, sub string, aktif bool) error {
	var err error
	if aktif {
		_, err = p.client.AdminEnableUser(ctx, &idp.AdminEnableUserInput{UserPoolId: &p.id, Username: &sub})
	} else {
		_, err = p.client.AdminDisableUser(ctx, &idp.AdminDisableUserInput{UserPoolId: &p.id, Username: &sub})
	}
	if err = asFault(err, sub); fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// ResetPassword sends who has not signed in yet the invitation once more: Cognito resets
// no password that was never chosen.
func (p *Pool) ResetPassword(ctx context.Context, sub string) error {
	u, err := p.client.AdminGetUser(ctx, &idp.AdminGetUserInput{UserPoolId: &p.id, Username: &sub})
	if err != nil {
		return asFault(err, sub)
	}
	if u.UserStatus != types.UserStatusTypeForceChangePassword {
		_, err = p.client.AdminResetUserPassword(ctx, &idp.AdminResetUserPasswordInput{UserPoolId: &p.id, Username: &sub})
		return asFault(err, sub)
	}
	for _, a := range u.UserAttributes {
		if aws.ToString(a.Name) == "email" {
			_, err = p.client.AdminCreateUser(ctx, &idp.AdminCreateUserInput{UserPoolId: &p.id, Username: a.Value,
				MessageAction: types.MessageActionTypeResend, DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail}})
			return asFault(err, sub)
		}
	}
	return fault.New(fault.NotFound, "Akun", sub)
}

// asFault tells what a person can mend, and what passes, from the rest.
func asFault(err error, name string) error {
	if err == nil {
		return nil
	}
	known := smithy.APIError(nil)
	if !errors.As(err, &known) { // no answer
		return fault.Wrap(fault.Busy, err)
	}
	salah := func(text string) error {
		f := fault.Wrap(fault.Invalid, err, text)
		f.Field = "surel"
		return f
	}
	switch known.ErrorCode() {
	case "UserNotFoundException":
		return fault.New(fault.NotFound, "Akun", name)
	case "InvalidParameterException":
		return salah("Penyedia identitas menolak alamat surel ini. Periksa penulisannya.")
	case "CodeDeliveryFailureException":
		return salah("Surel tidak dapat dikirim ke alamat ini. Periksa penulisannya lalu ulangi.")
	case "TooManyRequestsException", "LimitExceededException", "ThrottlingException", "InternalErrorException":
		return fault.Wrap(fault.Busy, err)
	}
	return fmt.Errorf("user pool: %w", err)
}
