package sqs

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Open makes a Queue with the region and credentials that the platform gives.
func Open[M any](ctx context.Context, url string) (*Queue[M], error) {
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS configuration: %w", err)
	}
	return New[M](sqs.NewFromConfig(c), url), nil
}
