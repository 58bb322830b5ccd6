// The main path with the generated client: walk ORIGIN SECRET
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	likeness "example.com/likeness/client"
)

func main() {
	if err := walk(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func walk(origin, secret string) error {
	configuration := likeness.NewConfiguration()
	configuration.Servers = likeness.ServerConfigurations{{URL: origin}}
	configuration.DefaultHeader["api-secret"] = secret
	client := likeness.NewAPIClient(configuration)
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()

	me, _, err := client.AccountAPI.GetMe(ctx).Execute()
	if err != nil {
		return err
	}
	fmt.Println("balance", me.Data.CreditBalance)
	request := likeness.NewGenerateAgentRequest()
	request.SetPrompt("A friendly librarian")
	request.SetModel("expression-1")
	started, _, err := client.AgentGenerationAPI.GenerateAgent(ctx).GenerateAgentRequest(*request).Execute()
	if err != nil {
		return err
	}
	for {
		answer, _, err := client.AgentGenerationAPI.GetAgentStatus(ctx, started.AgentId).Execute()
		if err != nil {
			return err
		}
		if answer.Data.Status == "failed" {
			return fmt.Errorf("%s failed", started.AgentId)
		}
		if answer.Data.Status == "ready" {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	beat := likeness.NewRuntimeTokenRequest()
	beat.SetAgentCode(started.AgentId)
	beat.SetFingerprint("go")
	token, _, err := client.AuthenticationAPI.RequestRuntimeToken(ctx).RuntimeTokenRequest(*beat).Execute()
	if err != nil {
		return err
	}
	fmt.Println(started.AgentId, "ready", token.Data.SessionId)
	return nil
}
