using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace FaceML.AspNetCore.Tests;

/// <summary>The description of the API, in a host with an endpoint of its own: approved, complete, and what the server does.</summary>
[TestClass]
public sealed class OpenApiTests
{
    private const string Schemas = "#/components/schemas/";

    private static TestServer server = null!;
    private static JsonObject document = null!;

    /// <summary>A person as the host has it, beside FaceML's own.</summary>
    internal sealed record PersonJson(int Number, string? Nickname);

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        server = await TestServer.StartAsync(
            services: services => services.AddOpenApi(),
            endpoints: host =>
            {
                host.MapGet("/guests", () => new PersonJson(1, null));
                host.MapOpenApi();
            });
        document = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json"))!.AsObject();
    }

    [ClassCleanup]
    public static async Task Stop() => await server.DisposeAsync();

    [TestMethod]
    public void the_description_of_the_api_is_the_approved_one()
    {
        JsonObject own = document.DeepClone().AsObject();
        Assert.IsTrue(own["paths"]!.AsObject().Remove("/guests"));
        Assert.IsTrue(own["components"]!["schemas"]!.AsObject().Remove(nameof(PersonJson)));
        Snapshot.AssertApproved(OpenApiText.Of(own), "OpenApi", "json");
    }

    [TestMethod]
    public void what_a_host_describes_itself_stays_as_it_is()
    {
        JsonNode guests = document["paths"]!["/guests"]!["get"]!;
        Assert.IsNull(guests["security"]);
        JsonNode person = document["components"]!["schemas"]![nameof(PersonJson)]!;
        CollectionAssert.AreEqual(new[] { "null", "string" }, Texts(person["properties"]!["nickname"]!["type"]!));
        CollectionAssert.AreEqual(new[] { "number", "nickname" }, Texts(person["required"]!));
    }

    [TestMethod]
    public void every_operation_has_a_name_of_its_own_a_tag_a_summary_keys_and_problems_with_their_codes()
    {
        List<string> names = [];
        foreach ((string path, string method, JsonNode operation) in Operations())
        {
            string where = $"{method} {path}";
            names.Add(operation["operationId"]!.GetValue<string>());
            Assert.AreEqual(1, operation["tags"]!.AsArray().Count, where);
            Assert.IsFalse(string.IsNullOrEmpty(operation["summary"]?.GetValue<string>()), where);
            StringAssert.Contains(operation["description"]!.GetValue<string>(), "scope", where);
            Assert.AreEqual(2, operation["security"]!.AsArray().Count, where);
            foreach (JsonNode? parameter in operation["parameters"]?.AsArray() ?? [])
            {
                Assert.IsNotNull(parameter!["description"], $"{where}: {parameter["name"]}");
            }

            foreach ((string status, JsonNode? response) in operation["responses"]!.AsObject().Where(pair => pair.Key[0] != '2'))
            {
                JsonNode content = response!["content"]!["application/problem+json"]!;
                Assert.AreEqual($"{Schemas}FaceProblem", content["schema"]!["$ref"]!.GetValue<string>(), where);
                StringAssert.Matches(response["description"]!.GetValue<string>(), new(@"`\w+`\.$"), $"{where}: {status}");
            }
        }

        CollectionAssert.AllItemsAreUnique(names);
    }

    [TestMethod]
    public void every_schema_is_used_and_described_and_every_reference_leads_to_one()
    {
        string text = document.ToJsonString();
        foreach ((string name, JsonNode? schema) in document["components"]!["schemas"]!.AsObject())
        {
            StringAssert.Contains(text, $"\"{Schemas}{name}\"");
            if (name != nameof(PersonJson))
            {
                Assert.IsNotNull(schema!["description"], name);
                Assert.IsFalse(name.EndsWith("Json", StringComparison.Ordinal), name);
            }
        }

        foreach (string reference in text.Split(Schemas)[1..].Select(part => part.Split('"')[0]))
        {
            Assert.IsNotNull(document["components"]!["schemas"]![reference], reference);
        }
    }

    [TestMethod]
    public async Task answers_and_problems_are_of_the_shapes_that_the_description_names()
    {
        await server.CreateGalleryAsync("shapes");
        const string Gallery = "/v1/galleries/shapes", Person = $"{Gallery}/people/anna";
        (string Field, string File) image = ("image", TestData.Samples[0]);
        await Expect("FaceEnrollment", server.PostAsync($"{Person}/images?face=largest&name=Anna&expires=2090-01-01", image), 201);
        await Expect("EnrolledPerson", server.Client.PatchAsync(Person, TestServer.Json("""{"attributes":{"floor":3}}""")));
        await Expect("DetectedFaces", server.PostAsync("/v1/detect", image));
        await Expect("EmbeddedFaces", server.PostAsync("/v1/embed", image));
        await Expect("FaceVerification", server.PostAsync("/v1/verify", ("a", TestData.Samples[0]), ("b", TestData.Samples[2])));
        await Expect("ServedModel", server.Client.GetAsync("/v1/models"));
        await Expect("FaceGallery", server.Client.GetAsync("/v1/galleries"));
        await Expect("FaceIdentification", server.PostAsync($"{Gallery}/identify", ("image", TestData.Samples[1])));
        await Expect("PersonVerification", server.PostAsync($"{Person}/verify", image));
        await Expect("PeoplePage", server.Client.GetAsync($"{Gallery}/people"));
        await Expect("FaceProblem", server.PostAsync($"{Gallery}/people/ben/images?face=largest", image), 409);
        await Expect("ErasureReceipt", server.Client.DeleteAsync(Person));
        await Expect("GalleryLogEntry", server.Client.GetAsync($"{Gallery}/log"));
        await Expect("FaceProblem", server.Client.GetAsync(Person), 404);
    }

    private static async Task Expect(string schema, Task<HttpResponseMessage> request, int status = 200)
    {
        JsonElement answer = await TestServer.JsonAsync(await request, (HttpStatusCode)status);
        foreach (JsonElement item in answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : Enumerable.Repeat(answer, 1))
        {
            Match(item, document["components"]!["schemas"]![schema]!, schema);
        }
    }

    private static void Match(JsonElement value, JsonNode schema, string where)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            string name = reference[Schemas.Length..];
            Match(value, document["components"]!["schemas"]![name]!, name);
            return;
        }

        string type = schema["type"]!.GetValue<string>();
        Assert.AreEqual(
            type is "integer" ? "number" : type,
            value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : value.ValueKind.ToString().ToLowerInvariant(),
            where);
        if (type == "array")
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                Match(item, schema["items"]!, where);
            }
        }
        else if (schema["enum"] is { } values)
        {
            CollectionAssert.Contains(Texts(values), value.GetString(), where);
        }
        else if (schema["properties"] is { } properties)
        {
            foreach (JsonProperty property in value.EnumerateObject())
            {
                Assert.IsNotNull(properties[property.Name], $"{where}.{property.Name}");
                Match(property.Value, properties[property.Name]!, $"{where}.{property.Name}");
            }

            foreach (string required in Texts(schema["required"] ?? new JsonArray()))
            {
                Assert.IsTrue(value.TryGetProperty(required, out _), $"{where}.{required}");
            }
        }
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations() =>
        from path in document["paths"]!.AsObject()
        where path.Key.StartsWith("/v1/", StringComparison.Ordinal)
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!);

    private static string[] Texts(JsonNode array) => [.. array.AsArray().Select(text => text!.GetValue<string>())];
}
