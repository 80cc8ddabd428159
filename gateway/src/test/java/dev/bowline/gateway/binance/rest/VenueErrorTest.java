package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.json.SharedData;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OMS-3, MON-6: every code of the venue's list has a reaction, and the list is the venue's. */
class VenueErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|-1000|unknown|IN_DOUBT",
                "400|-1006|x|IN_DOUBT",
                "400|-1007|x|IN_DOUBT",
                "400|-1001|x|RETRY",
                "500|-1001|x|IN_DOUBT",
                "503|-1001|Internal error; unable to process your request. Please try again.|RETRY",
                "503|-1000|Unknown error, please check your request or try again later.|IN_DOUBT",
                "503|0|Unknown error, please check your request or try again later.|IN_DOUBT",
                "503|0|Service Unavailable.|RETRY",
                "503|-1008|Request throttled by system-level protection.|RETRY",
                "503|0|''|IN_DOUBT",
                "502|0|Service Unavailable.|IN_DOUBT",
                "504|0|''|IN_DOUBT",
                "400|-2010|Duplicate order sent.|RECONCILE",
                "400|-2010|Account has insufficient balance|REFUSED",
                "400|-1021|x|RESYNC_CLOCK",
                "400|-5028|x|RESYNC_CLOCK",
                "400|-1022|x|STOP",
                "401|-2015|x|STOP",
                "401|-2014|x|STOP",
                "401|0|''|STOP",
                "403|0|<html>|STOP",
                "404|0|<html>|STOP",
                "408|-2019|x|IN_DOUBT",
                "418|-1003|x|RETRY",
                "429|-1015|x|RETRY",
                "400|0|''|IN_DOUBT",
                "302|-2019|x|IN_DOUBT",
                "400|-4046|x|SUCCESS",
                "400|-4059|x|SUCCESS",
                "400|-4171|x|SUCCESS",
                "400|-5027|x|SUCCESS",
                "400|-2011|x|RECONCILE",
                "400|-2013|x|RECONCILE",
                "400|-2022|x|RECONCILE",
                "400|-4130|x|RECONCILE",
                "400|-4509|x|RECONCILE",
                "400|-2019|x|REFUSED",
                "400|-2021|x|REFUSED",
                "400|-4120|x|REFUSED",
                "400|-31337|x|REFUSED",
                "200|0|''|SUCCESS"
            })
    void shouldReactWhenTheVenueAnswers(
            final int httpStatus, final int code, final String text, final Reaction expected) {
        assertEquals(expected, VenueError.classify(httpStatus, code, text));
    }

    @Test
    void shouldNeverBeDefiniteWhenAServerErrorCarriesAnyCode() {
        for (int code = -10_000; code <= 0; code++) {
            final Reaction reaction = VenueError.classify(500, code, "whatever");
            assertEquals(code == -1008 ? Reaction.RETRY : Reaction.IN_DOUBT, reaction);
        }
    }

    @Test
    void shouldKnowEveryCodeWhenTheReferenceListsIt() {
        final String text = SharedData.text(SharedData.require("binance/PROTOCOL.md"));
        final String table =
                text.substring(text.indexOf("\n## 14. Error codes"), text.indexOf("\n## 15. "));
        final Matcher rows = Pattern.compile("(?m)^\\| ([^|]*-\\d{4}[^|]*) \\|").matcher(table);
        int codes = 0;
        while (rows.find()) {
            codes += assertAllKnown(rows.group(1));
        }
        assertTrue(codes > 150, "codes=" + codes);
        assertFalse(VenueError.isKnown(-9_999));
        assertFalse(VenueError.isKnown(0));
    }

    /** A cell of the table: codes, or two codes with an ellipsis for all between them. */
    private static int assertAllKnown(final String cell) {
        final Matcher codes = Pattern.compile("-\\d{4}").matcher(cell);
        final boolean range = cell.contains("…");
        int count = 0;
        int previous = 0;
        while (codes.find()) {
            final int code = Integer.parseInt(codes.group());
            final boolean filled =
                    range && previous != 0 && cell.substring(0, codes.start()).trim().endsWith("…");
            for (int i = filled ? previous - 1 : code; i >= code; i--) {
                assertTrue(VenueError.isKnown(i), "code " + i);
                count++;
            }
            previous = code;
        }
        return count;
    }
}
