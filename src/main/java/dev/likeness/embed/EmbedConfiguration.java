package dev.likeness.embed;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Leads visitors to the WebSocket of their room; behind the gate, as every handler is. */
@Configuration(proxyBeanMethods = false)
class EmbedConfiguration {

    @Bean
    SimpleUrlHandlerMapping roomSockets(RoomSocket socket) {
        return new SimpleUrlHandlerMapping(Map.of(RoomSocket.PATH, socket), Ordered.LOWEST_PRECEDENCE - 2);
    }
}
