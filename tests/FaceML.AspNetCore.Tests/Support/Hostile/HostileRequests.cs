using System.Text;
using static FaceML.AspNetCore.Tests.Hostile.HttpText;

namespace FaceML.AspNetCore.Tests.Hostile;

/// <summary>
/// Requests as strangers send them, of a kind after the other: broken forms, images that are bombs, wrong types, JSON without end, paths
/// out of the folder, tricks with the head, slow bodies and uploads that end early. The same seed gives the same requests.
/// </summary>
/// <param name="image">The file of an image that shows one face.</param>
/// <param name="gallery">A gallery of the server, with one person.</param>
/// <param name="person">The person's id.</param>
/// <param name="seed">Where random numbers come from.</param>
internal sealed partial class HostileRequests(byte[] image, string gallery, string person, int seed)
{
    private readonly Random random = new(seed);
    private int number;

    private string[] Targets => field ??=
    [
        "/v1/detect", "/v1/embed", $"/v1/galleries/{gallery}/identify", $"/v1/galleries/{gallery}/people/{person}/images",
        $"/v1/galleries/{gallery}/people/{person}/verify",
    ];

    /// <summary>The next request. One of 64 is slow, as those take the server's patience.</summary>
    public HostileRequest Next()
    {
        if (number % 64 == 63)
        {
            number++;
            return Slow();
        }

        Func<HostileRequest>[] kinds =
        [
            MutatedForm, TruncatedForm, OddForm, Bomb, BrokenImage, WrongType, OddJson, OddName, OddMethod, OddQuery, OddHead, OddFraming,
            Garbage, CutOff, NotWaitedFor,
        ];
        return kinds[number++ % kinds.Length]();
    }

    private string Target() => random.Next(6) == 0 ? "/v1/verify" : Pick(Targets);

    private byte[] FormFor(string target, byte[] file) => target == "/v1/verify"
        ? Form((Field("a"), image), (Field("b"), file))
        : Form((Field("image"), file));

    private HostileRequest MutatedForm()
    {
        string target = Target();
        byte[] form = FormFor(target, image);

        // Half of the changes strike the frame of the form, not the image.
        byte[] changed = random.Next(2) == 0
            ? HostileImages.Mutated(random, form)
            : [.. HostileImages.Mutated(random, form[..200]), .. form[200..]];
        return new("mutated form", Request("POST", target, FormType, changed));
    }

    private HostileRequest TruncatedForm()
    {
        string target = Target();
        byte[] form = FormFor(target, image);
        return new("form that ends early", Request("POST", target, FormType, form[..random.Next(form.Length)]));
    }

    private HostileRequest OddForm()
    {
        string target = Pick(Targets);
        byte[] form = Form((Field("image"), image));
        (string Disposition, byte[] File)[] many = [.. Enumerable.Range(0, 400).Select(i => (Field($"f{i}"), new byte[10]))];
        string longest = new('n', 40_000);
        (string Type, byte[] Body) odd = random.Next(12) switch
        {
            0 => ("multipart/form-data", form),
            1 => ("multipart/form-data; boundary=", form),
            2 => ($"multipart/form-data; boundary={new string('b', 4_000)}", form),
            3 => ($"multipart/form-data; boundary=\"{Boundary}", form),
            4 => (FormType, Form(many)),
            5 => (FormType, Form(($"form-data; name=\"image\"; filename=\"../../../../etc/cron.d/{random.Next()}\"", image))),
            6 => (FormType, Form(($"form-data; name=\"../image\0\"; filename*=UTF-8''%2e%2e%2f{random.Next()}", image))),
            7 => (FormType, Form(($"form-data; name=\"{longest}\"", image))),
            8 => (FormType, Form((Field("image"), image), (Field("image"), image))),
            9 => (FormType, Form((Field("image"), form))),
            10 => (FormType, [.. Enumerable.Repeat((byte)'-', 100_000)]),
            _ => ($"multipart/mixed; boundary={Boundary}", form),
        };
        return new("odd form", Request("POST", target, odd.Type, odd.Body));
    }

    private HostileRequest Bomb()
    {
        string target = Target();
        byte[] file = random.Next(40) switch
        {
            0 => HostileImages.PackedPng,
            < 8 => HostileImages.HugePng,
            < 14 => HostileImages.OverlongPng,
            < 20 => HostileImages.EntitySvg,
            < 26 => HostileImages.HugeGif,
            < 32 => HostileImages.WrongBmp,
            _ => HostileImages.Resized(image, (ushort)random.Next(30_000, 65_536), (ushort)random.Next(30_000, 65_536)),
        };
        return new("image that is a bomb", Request("POST", target, FormType, FormFor(target, file)));
    }

    private HostileRequest BrokenImage()
    {
        byte[] file = random.Next(3) == 0 ? image[..random.Next(image.Length)] : HostileImages.Mutated(random, image, from: 2);
        return new("broken image", Request("POST", Pick(Targets), "image/jpeg", file));
    }

    private HostileRequest WrongType()
    {
        string?[] types =
        [
            null, "", "text/plain", "text/html; charset=utf-7", "application/x-www-form-urlencoded", "application/xml", "application/json",
            "image/svg+xml", "image/*", "application/octet-stream; charset=\"", "\0", "multipart/form-data;;;=",
            new string('a', 2_000), "*/*",
        ];
        byte[] body = random.Next(2) == 0 ? image : "<b>no image</b>"u8.ToArray();
        return new("wrong content type", Request("POST", Target(), Pick(types), body));
    }

    private HostileRequest Garbage() => new(
        "no HTTP",
        random.Next(4) switch
        {
            0 => Bytes(random.Next(1, 4_000)),
            1 => [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, .. Bytes(200)],
            2 => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"u8.ToArray(),
            _ => Encoding.ASCII.GetBytes("GET /v1/models\r\n\r\n"),
        },
        Sending.NotWaitedFor);

    private HostileRequest Slow()
    {
        byte[] request = Request("POST", Target(), FormType, FormFor("/v1/detect", image));
        int head = request.AsSpan().IndexOf("\r\n\r\n"u8);
        return new("slow", random.Next(3) == 0 ? request[..head] : request, Sending.Slow);
    }

    private HostileRequest CutOff()
    {
        string target = Target();
        return new("upload cut off", Request("POST", target, FormType, FormFor(target, image)), Sending.CutOff);
    }

    private HostileRequest NotWaitedFor()
    {
        // Not to where it would enroll: whether it did could not be known.
        return new("answer not waited for", Request("POST", "/v1/verify", FormType, FormFor("/v1/verify", image)), Sending.NotWaitedFor);
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
