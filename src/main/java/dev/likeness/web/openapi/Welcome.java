package dev.likeness.web.openapi;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/** A page at the root for who comes with a browser; for every client of the API there is nothing. */
@Hidden
@PublicAccess
@Controller
class Welcome {

    @RequestMapping("/")
    String root(HttpMethod method, @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletResponse response) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (!reads || !prefersHtml(accept)) {
            throw new ApiException(CommonError.NOT_FOUND, "Not found");
        }
        Docs.keepToThisHost(response);
        return "forward:/docs/welcome.html";
    }

    private static boolean prefersHtml(@Nullable String accept) {
        double html = quality(accept, MediaType.TEXT_HTML);
        return html > 0 && html >= quality(accept, MediaType.APPLICATION_JSON);
    }

    /** How much it is asked for by name: clients that take anything are no browsers. */
    private static double quality(@Nullable String accept, MediaType type) {
        try {
            return MediaType.parseMediaTypes(accept).stream().filter(one -> one.equalsTypeAndSubtype(type))
                    .mapToDouble(MediaType::getQualityValue).max().orElse(0);
        } catch (InvalidMediaTypeException e) {
            return 0;
        }
    }
}
