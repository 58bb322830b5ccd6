package dev.likeness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests in which a visitor is with an agent for whom a model's server works. */
@RoomServer
abstract class WithVisitor {

    @LocalServerPort
    private int port;

    Workshop shop;
    String code;
    Visitor visitor;

    abstract ModelServer model();

    /** Of the visitor's room, with its question mark. */
    abstract String query();

    @BeforeEach
    void meet() {
        model().clear();
        shop = new Workshop(port);
        code = shop.ready("essence-2");
        visitor = Visitor.in(shop.origin, code, query());
    }

    @AfterEach
    void leave() {
        visitor.close();
        shop.close();
    }
}
