// The main path with the generated client beside it: node walk.js ORIGIN SECRET
import { AccountApi, AgentGenerationApi, AuthenticationApi, Configuration, GenerateAgentRequestModelEnum } from "./index";

declare const process: { argv: string[]; exit(code: number): never };

async function walk(basePath: string, secret: string): Promise<void> {
  const configuration = new Configuration({ basePath, apiKey: secret });
  console.log("balance", (await new AccountApi(configuration).getMe()).data.creditBalance);
  const generation = new AgentGenerationApi(configuration);
  const { agentId } = await generation.generateAgent({
    generateAgentRequest: { prompt: "A friendly librarian", model: GenerateAgentRequestModelEnum.Expression1 },
  });
  const end = Date.now() + 180_000;
  let agent = (await generation.getAgentStatus({ agentId })).data;
  while (agent.status !== "ready" && agent.status !== "failed" && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 200));
    agent = (await generation.getAgentStatus({ agentId })).data;
  }
  if (agent.status !== "ready") {
    throw new Error(`${agentId} is ${agent.status}: ${agent.errorMessage}`);
  }
  const beat = await new AuthenticationApi(configuration).requestRuntimeToken({
    runtimeTokenRequest: { agentCode: agentId, fingerprint: "typescript" },
  });
  console.log(agentId, agent.status, beat.data.sessionId);
}

walk(process.argv[2]!, process.argv[3]!).catch((failure) => {
  console.error(failure);
  process.exit(1);
});
