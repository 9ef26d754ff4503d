using System.Net.Http.Headers;

namespace FaceML.Bench.Server;

/// <summary>Images as files in memory, and the requests that carry them.</summary>
internal sealed class LoadImages(byte[][] files)
{
    /// <summary>Images of LFW, one a person.</summary>
    /// <param name="count">How many.</param>
    public static LoadImages FromLfw(int count) => new(
        [
            .. Directory.EnumerateDirectories(DataSets.Find("lfw-deepfunneled")).Order(StringComparer.Ordinal).Take(count)
                .Select(person => File.ReadAllBytes(Directory.EnumerateFiles(person, "*.jpg").Order(StringComparer.Ordinal).First())),
        ]);

    public int Count => files.Length;

    public byte[] this[int index] => files[index % files.Length];

    /// <summary>A request with two images.</summary>
    public HttpRequestMessage Pair(string address, int a, int b) => Form(address, ("a", this[a]), ("b", this[b]));

    /// <summary>A request with one image as its body.</summary>
    public HttpRequestMessage Single(string address, int index)
    {
        var body = new ByteArrayContent(this[index]);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
    }

    private static HttpRequestMessage Form(string address, params (string Field, byte[] File)[] images)
    {
        var form = new MultipartFormDataContent();
        foreach ((string field, byte[] file) in images)
        {
            form.Add(new ByteArrayContent(file), field, field + ".jpg");
        }

        return new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
    }
}
