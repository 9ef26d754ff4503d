using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace FaceML.Evaluation.Tests.Protocols;

/// <summary>The descriptors in <c>datasets/</c>.</summary>
[TestClass]
public sealed class DataSetDescriptorTests
{
    private static readonly string Folder = Path.Combine(TestData.Root, "datasets");

    [TestMethod]
    public void every_file_is_a_descriptor_of_its_name_and_is_built_in()
    {
        string[] files = [.. Directory.EnumerateFiles(Folder, "*.json")];
        CollectionAssert.AreEquivalent(files.Select(Path.GetFileNameWithoutExtension).ToArray(), DataSetDescriptor.All.Keys.ToArray());
        foreach (string file in files)
        {
            var set = DataSetDescriptor.Parse(File.ReadAllText(file));
            Assert.AreEqual(Path.GetFileNameWithoutExtension(file), set.Name);
            Assert.AreEqual("schema/data-set.schema.json", set.Schema, set.Name);
            Assert.Contains(set.Task, (string[])["verification", "templates", "age", "liveness", "detection"]);
            Assert.IsTrue(set.ProtocolFiles.All(f => f.Sha256 is null || Regex.IsMatch(f.Sha256, "^[0-9a-f]{64}$")), set.Name);
            Assert.IsTrue(set.Terms.Address is null || Uri.IsWellFormedUriString(set.Terms.Address, UriKind.Absolute), set.Name);
            Assert.IsTrue(set.Task != "verification" || set.Folds is { Folds: 10, Genuine: 300 or 350, Impostor: 300 or 350 }, set.Name);
            Assert.IsTrue(set.Counts.Images is null || set.Counts.Parts is null || set.Counts.Parts.Values.Sum() == set.Counts.Images);
        }
    }

    [TestMethod]
    public void the_schema_and_the_reader_know_the_same_members()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "schema", "data-set.schema.json")))!;
        Compare(schema, typeof(DataSetDescriptor));
        Compare(schema["properties"]!["terms"]!, typeof(DataSetTerms));
        Compare(schema["properties"]!["counts"]!, typeof(DataSetCounts));
        Compare(schema["properties"]!["layout"]!["items"]!, typeof(DataSetPath));
        Compare(schema["properties"]!["protocolFiles"]!["items"]!, typeof(DataSetFile));
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("null")]
    [DataRow("""{"name": "x", "more": 1}""")]
    public void what_is_no_descriptor_is_refused(string json) =>
        Assert.ThrowsExactly<JsonException>(() => DataSetDescriptor.Parse(json));

    [TestMethod]
    public void the_list_of_sets_names_every_descriptor_with_its_terms()
    {
        string list = File.ReadAllText(Path.Combine(Folder, "README.md"));
        foreach (DataSetDescriptor set in DataSetDescriptor.All.Values)
        {
            StringAssert.Contains(list, $"[{set.Name}]({set.Name}.json)");
            StringAssert.Contains(list, set.Terms.Stated.TrimEnd('.'), set.Name);
        }
    }

    [TestMethod]
    public void the_protocol_files_of_lfw_are_those_that_the_descriptor_says()
    {
        foreach (DataSetFile file in DataSetDescriptor.All["lfw"].ProtocolFiles)
        {
            byte[] content = File.ReadAllBytes(TestData.DataSet("lfw-protocol", file.Path));
            Assert.AreEqual(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)), file.Path);
        }
    }

    private static void Compare(JsonNode schema, Type type)
    {
        string[] known = [.. type.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null && !p.GetMethod!.IsStatic)
            .Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(p.Name))];
        CollectionAssert.AreEquivalent(known, schema["properties"]!.AsObject().Select(p => p.Key).ToArray(), type.Name);
        Assert.IsFalse(schema["additionalProperties"]!.GetValue<bool>());
    }
}
