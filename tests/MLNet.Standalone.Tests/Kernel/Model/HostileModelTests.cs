using System.IO.Compression;
using System.Text;

namespace Microsoft.ML.Tests.Kernel.Model;

/// <summary>The standalone kernel's own file format, met with files it did not write.</summary>
[TestClass]
public sealed class HostileModelTests
{
    private readonly MLContext ml = new();

    [TestMethod]
    [DataRow("", "damaged")]
    [DataRow("null", "format")]
    [DataRow("{\"Format\":2}", "format 2")]
    [DataRow("{\"Format\":1}", "no model")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"run\",\"Names\":[]}}", "'run'")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"copy\",\"Names\":[\"A\"]}}", "'copy'")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"copy\",\"Names\":[\"A\",null]}}", "name")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"copy\"}}", "missing")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"chain\",\"Names\":[],\"Parts\":[],\"Scopes\":[7]}}", "scopes")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"chain\",\"Names\":[],\"Parts\":[null],\"Scopes\":[7]}}", "missing")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"drop\",\"Names\":[\"A\"]},\"Schema\":[{\"Name\":\"A\",\"Item\":\"Object\"}]}", "'Object'")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"drop\",\"Names\":[\"A\"]},\"Schema\":[{\"Name\":\"A\",\"Item\":\"Single\",\"Dimensions\":[-1]}]}", "'A'")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"drop\",\"Names\":[\"A\"]},\"Schema\":[{\"Name\":\"A\",\"Item\":\"Single\",\"Dimensions\":[99999,99999]}]}", "'A'")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"drop\",\"Names\":[\"A\"]},\"Schema\":[{\"Name\":\"A\",\"Item\":\"Int32\",\"KeyCount\":3}]}", "'A'")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"drop\",\"Names\":[\"A\"]},\"Schema\":[{\"Name\":\"\",\"Item\":\"Int32\"}]}", "''")]
    [DataRow("{\"Format\":1,\"Model\":{\"Kind\":\"drop\",\"Names\":[\"A\"]},\"Schema\":[null]}", "missing")]
    public void DamagedDocumentsAreSaidToBe(string document, string word)
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Load(Zip("mlnet-standalone.json", document)));
        StringAssert.Contains(error.Message, word);
    }

    [TestMethod]
    public void ModelsOfMicrosoftMLAreNamedAsSuch() =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Load(Zip("TransformerChain/Model.key", "x"))).Message, "Microsoft.ML");

    [TestMethod]
    public void OtherFilesAreNoModels()
    {
        Assert.Throws<InvalidDataException>(() => Load([]));
        Assert.Throws<InvalidDataException>(() => Load(Encoding.UTF8.GetBytes("no zip")));
    }

    [TestMethod]
    public void CutOffFilesAreRefused()
    {
        using var stream = new MemoryStream();
        ml.Model.Save(ml.Transforms.DropColumns("A").Fit(ml.Data.LoadFromEnumerable([new Row()])), null, stream);
        byte[] whole = stream.ToArray();
        Load(whole);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Load(whole[..length]), $"{length} bytes");
        }
    }

    [TestMethod]
    public void UnknownContractsAndAssembliesAreNamed()
    {
        const string Unknown = "{\"Format\":1,\"Model\":{\"Kind\":\"custom-mapping\",\"Names\":[\"Secret\",\"NoSuchAssembly\"]}}";
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Load(Zip("mlnet-standalone.json", Unknown))).Message, "NoSuchAssembly");
        string known = Unknown.Replace("NoSuchAssembly", GetType().Assembly.FullName, StringComparison.Ordinal);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Load(Zip("mlnet-standalone.json", known))).Message, "'Secret'");
    }

    private ITransformer Load(byte[] bytes) => ml.Model.Load(new MemoryStream(bytes), out _);

    private static byte[] Zip(string name, string content)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        return stream.ToArray();
    }

    private sealed class Row
    {
        public int A { get; set; }
    }
}
