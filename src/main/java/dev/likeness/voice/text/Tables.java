package dev.likeness.voice.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What is written short, and how it is said. */
final class Tables {

    /** Units behind a number: one, and several. */
    static final Map<String, String[]> UNITS = new HashMap<>();
    static final Map<String, String> MONTHS = new HashMap<>();
    /** Currencies by sign and by code: one, several, a hundredth, hundredths. */
    static final Map<String, String[]> CURRENCIES = new HashMap<>();
    static final Map<String, String> SHORT = new HashMap<>();
    static final Map<String, String> SCALES = Map.of("k", "thousand", "K", "thousand", "m", "million", "M", "million",
            "mn", "million", "b", "billion", "B", "billion", "bn", "billion", "T", "trillion", "tn", "trillion");

    static {
        units("km kilometer,m meter,cm centimeter,mm millimeter,µm micrometer,μm micrometer,nm nanometer,mi mile,yd yard,kg kilogram,g gram,"
                + "mg milligram,µg microgram,lb pound,lbs pound,oz ounce,l liter,L liter,ml milliliter,mL milliliter,cl centiliter,"
                + "Hz hertz,kHz kilohertz,MHz megahertz,GHz gigahertz,W watt,kW kilowatt,MW megawatt,GW gigawatt,kWh kilowatt hour,"
                + "V volt,kV kilovolt,mA milliamp,kJ kilojoule,kcal kilocalorie,KB kilobyte,kB kilobyte,MB megabyte,GB gigabyte,"
                + "TB terabyte,ms millisecond,s second,sec second,secs second,min minute,mins minute,h hour,hr hour,hrs hour,"
                + "dB decibel,px pixel,tsp teaspoon,tbsp tablespoon,ha hectare,t ton,rpm revolution,yrs year,yr year,ft foot,in inch");
        for (String area : new String[]{"km", "m", "cm", "mm"}) {
            String[] unit = Objects.requireNonNull(UNITS.get(area));
            for (String two : new String[]{"²", "2"}) {
                UNITS.put(area + two, new String[]{"square " + unit[0], "square " + unit[1]});
            }
            for (String three : new String[]{"³", "3"}) {
                UNITS.put(area + three, new String[]{"cubic " + unit[0], "cubic " + unit[1]});
            }
        }
        UNITS.put("ft", new String[]{"foot", "feet"});
        UNITS.put("in", new String[]{"inch", "inches"});
        for (String hertz : new String[]{"", "k", "M", "G"}) {
            String one = Objects.requireNonNull(UNITS.get(hertz + "Hz"))[0];
            UNITS.put(hertz + "Hz", new String[]{one, one});
        }
        UNITS.put("Ω", new String[]{"ohm", "ohms"});
        UNITS.put("°C", new String[]{"degree celsius", "degrees celsius"});
        UNITS.put("°F", new String[]{"degree fahrenheit", "degrees fahrenheit"});
        UNITS.put("°", new String[]{"degree", "degrees"});
        UNITS.put("%", new String[]{"percent", "percent"});
        UNITS.put("‰", new String[]{"per mille", "per mille"});
        UNITS.put("mph", new String[]{"mile per hour", "miles per hour"});
        UNITS.put("kph", new String[]{"kilometer per hour", "kilometers per hour"});
        UNITS.put("km/h", new String[]{"kilometer per hour", "kilometers per hour"});
        UNITS.put("m/s", new String[]{"meter per second", "meters per second"});
        UNITS.put("Mbps", new String[]{"megabit per second", "megabits per second"});
        UNITS.put("Gbps", new String[]{"gigabit per second", "gigabits per second"});
        UNITS.put("fps", new String[]{"frame per second", "frames per second"});
        UNITS.put("rpm", new String[]{"revolution per minute", "revolutions per minute"});
        String[] months = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October",
                "November", "December"};
        for (String month : months) {
            MONTHS.put(month, month);
            MONTHS.put(month.substring(0, 3), month);
        }
        MONTHS.put("Sept", "September");
        for (int i = 0; i < 12; i++) {
            MONTHS.put(Integer.toString(i + 1), months[i]);
        }
        currency("$ USD US$", "dollar", "dollars", "cent", "cents");
        currency("A$ AUD", "australian dollar", "australian dollars", "cent", "cents");
        currency("C$ CAD", "canadian dollar", "canadian dollars", "cent", "cents");
        currency("€ EUR", "euro", "euros", "cent", "cents");
        currency("£ GBP", "pound", "pounds", "penny", "pence");
        currency("¥ JPY", "yen", "yen", "sen", "sen");
        currency("CNY RMB", "yuan", "yuan", "fen", "fen");
        currency("₹ INR", "rupee", "rupees", "paisa", "paise");
        currency("₩ KRW", "won", "won", "jeon", "jeon");
        currency("₽ RUB", "ruble", "rubles", "kopeck", "kopecks");
        currency("CHF", "franc", "francs", "rappen", "rappen");
        currency("₿ BTC", "bitcoin", "bitcoins", "cent", "cents");
        for (String pair : ("Mr=Mister,Mrs=Missus,Ms=Miz,Dr=Doctor,Prof=Professor,Rev=Reverend,Gen=General,Col=Colonel,Sgt=Sergeant,"
                + "Capt=Captain,Lt=Lieutenant,Sen=Senator,Gov=Governor,Hon=Honorable,Jr=junior,Sr=senior,vs=versus,Vs=versus,"
                + "etc=etcetera,Etc=etcetera,e.g=for example,E.g=for example,i.e=that is,I.e=that is,cf=compare,approx=approximately,"
                + "Approx=approximately,Fig=figure,Figs=figures,Vol=volume,pp=pages,Ave=Avenue,Blvd=Boulevard,Rd=Road,Mt=Mount,"
                + "Inc=incorporated,Ltd=limited,Co=company,Corp=corporation,Dept=department,Univ=university,est=established,"
                + "ca=circa,avg=average,max=maximum,min=minimum,incl=including,excl=excluding,tel=telephone,Tel=telephone,"
                + "ext=extension,Ext=extension,misc=miscellaneous,Bros=brothers,Mon=Monday,Tue=Tuesday,Tues=Tuesday,"
                + "Wed=Wednesday,Thu=Thursday,Thurs=Thursday,Fri=Friday,al=al,hr=hour,hrs=hours,lb=pound,lbs=pounds,oz=ounces,ft=feet,"
                + "Pres=President,Ch=chapter,Ph.D=P H D,Sec=section,Maj=Major,Adm=Admiral,Messrs=messieurs,viz=namely")
                .split(",")) {
            SHORT.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
    }

    private Tables() {
    }

    private static void units(String all) {
        for (String pair : all.split(",")) {
            String[] unit = pair.split(" ", 2);
            UNITS.put(unit[0], new String[]{unit[1], unit[1] + "s"});
        }
    }

    private static void currency(String signs, String... names) {
        for (String sign : signs.split(" ")) {
            CURRENCIES.put(sign, names);
        }
    }
}
