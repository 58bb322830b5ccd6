"""The main path with the generated client: python walk.py ORIGIN SECRET"""
import sys
import time

import likeness_client as likeness

configuration = likeness.Configuration(host=sys.argv[1], api_key={"apiSecret": sys.argv[2]})
with likeness.ApiClient(configuration) as http:
    print("balance", likeness.AccountApi(http).get_me().data.credit_balance)
    generation = likeness.AgentGenerationApi(http)
    code = generation.generate_agent(
        generate_agent_request=likeness.GenerateAgentRequest(
            prompt="A friendly librarian", model="expression-1")).agent_id
    end = time.monotonic() + 180
    agent = generation.get_agent_status(code).data
    while agent.status not in ("ready", "failed") and time.monotonic() < end:
        time.sleep(0.2)
        agent = generation.get_agent_status(code).data
    if agent.status != "ready":
        sys.exit(f"{code} is {agent.status}: {agent.error_message}")
    beat = likeness.AuthenticationApi(http).request_runtime_token(
        runtime_token_request=likeness.RuntimeTokenRequest(agent_code=code, fingerprint="python"))
    print(code, agent.status, beat.data.session_id)
