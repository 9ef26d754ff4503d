using System.Net.Http.Json;

namespace FaceML.Bench.Server;

/// <summary>
/// What each client of the soak asks: of eight, three verify by the preset, one by the served pipeline, two embed, one identifies, and one
/// enrolls a person and erases it again, in a gallery of its own.
/// </summary>
internal sealed class SoakTurns
{
    private const int Roles = 8;

    private readonly LoadImages images, enrollable;

    private SoakTurns(LoadImages images, LoadImages enrollable) => (this.images, this.enrollable) = (images, enrollable);

    /// <summary>Makes the galleries and looks which images can be enrolled.</summary>
    public static async Task<SoakTurns> PrepareAsync(HttpClient server, LoadImages images, int clients)
    {
        for (int gallery = 0; gallery <= 1 + clients / Roles; gallery++)
        {
            (await server.PostAsJsonAsync("/v1/galleries", new { id = Gallery(gallery) })).EnsureSuccessStatusCode();
        }

        List<byte[]> enrollable = [];
        for (int i = 0; i < images.Count && enrollable.Count < 50; i++)
        {
            using HttpRequestMessage request = images.Single(Enroll(0, $"p{i}"), i);
            using HttpResponseMessage answer = await server.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                enrollable.Add(images[i]);
            }
        }

        return new(images, new([.. enrollable]));
    }

    /// <summary>The request of a client's turn.</summary>
    public HttpRequestMessage Next(int client, int turn)
    {
        int image = client + 31 * turn;
        switch (client % Roles)
        {
            case 0 or 1 or 2:
                return images.Pair("/v1/verify", image, image + 1);
            case 3:
                return images.Pair("/v1/verify?model=pairs", image, image + 1);
            case 4 or 5:
                return images.Single("/v1/embed", image);
            case 6:
                return images.Single($"/v1/galleries/{Gallery(0)}/identify", image);
            default:
                int gallery = 1 + client / Roles;
                string person = string.Create(CultureInfo.InvariantCulture, $"p{turn / 2}");
                return turn % 2 == 0
                    ? enrollable.Single(Enroll(gallery, person), client + turn / 2)
                    : new HttpRequestMessage(HttpMethod.Delete, $"/v1/galleries/{Gallery(gallery)}/people/{person}");
        }
    }

    private static string Gallery(int number) => string.Create(CultureInfo.InvariantCulture, $"soak-{number}");

    private static string Enroll(int gallery, string person) => $"/v1/galleries/{Gallery(gallery)}/people/{person}/images?face=largest";
}
