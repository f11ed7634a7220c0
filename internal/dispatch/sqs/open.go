package sqs

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Open makes a Queue with the region and credentials that the platform gives.
func Open(ctx context.Context, url string) (*Queue, error) {
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS configuration: %w", err)
	}
	return New(sqs.NewFromConfig(c), url), nil
}
