using FaceML.Embedding;
using FaceML.Networks;
using FaceML.Tests.Contract;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Tests.Networks;

[TestClass]
public sealed class FaceOnnxTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Row
    {
        [VectorType(8)]
        public float[] A { get; set; } = [];

        [VectorType(8)]
        public float[] B { get; set; } = [];
    }

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 70)
        .Select(i => new Row { A = [.. Enumerable.Range(0, 8).Select(j => (float)(i * 8 + j))], B = [.. Enumerable.Repeat(1000f, 8)] }).ToArray());

    [TestMethod]
    public void Batches_KeepValuesAndOrder()
    {
        // 70 rows are two blocks of 32 and a rest of 6.
        IDataView view = Ml.Faces.ApplyOnnx("sum", "A", TinyOnnx.Batched).Fit(Data).Transform(Data);
        List<object?[]> rows = ViewValues.Read(view, "sum");
        for (int i = 0; i < 70; i++)
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, 8).Select(j => 2f * (i * 8 + j)).ToArray(), (float[])rows[i][0]!);
        }
    }

    [TestMethod]
    public void AllPorts_UnderTheirOwnNames()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<Named>([new() { a = [1, 2, 3, 4, 5, 6, 7, 8], b = [1, 1, 1, 1, 1, 1, 1, 1] }]);
        IDataView view = Ml.Faces.ApplyOnnx(new FaceOnnxOptions { File = TinyOnnx.TwoInputs }).Fit(data).Transform(data);
        List<object?[]> rows = ViewValues.Read(view, "sum", "copy");
        CollectionAssert.AreEqual(new float[] { 2, 3, 4, 5, 6, 7, 8, 9 }, (float[])rows[0][0]!);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, (float[])rows[0][1]!);
    }

    [TestMethod]
    public void ARealNetwork_GivesWhatTheEmbedderGives()
    {
        NetworkEntry entry = NetworkCatalog.Default().Find("faceplugin-512");
        IDataView data = ContractRow.View(Ml, ContractRow.All.Where(r => r.Chip is not null).Take(3));
        NetworkInput input = entry.Card.Inputs[0];
        IDataView view = Ml.Faces.ExtractPixels(new() { OutputColumnName = "Pixels", InputColumnName = "Chip", Tensor = input.ToTensorSpec() })
            .Append(Ml.Faces.ApplyOnnx("Raw", "Pixels", entry.Path))
            .Append(Ml.Faces.Embed(new FaceEmbeddingOptions { OutputColumnName = "Embedding", InputColumnName = "Chip", Embedding = new() { Flip = false } }))
            .Append(Ml.Faces.Compare("Cosine", "Raw", "Embedding"))
            .Fit(data).Transform(data);
        foreach (object?[] row in ViewValues.Read(view, "Cosine"))
        {
            Assert.AreEqual(1, (float)row[0]!, 1e-5f);
        }
    }

    [TestMethod]
    public void WhatDoesNotFit_IsNamed()
    {
        NetworkException missing = Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.ApplyOnnx("Out", "A", "nowhere.onnx"));
        StringAssert.Contains(missing.Message, "nowhere.onnx");
        NetworkException output = Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.ApplyOnnx(new FaceOnnxOptions { File = TinyOnnx.Batched, OutputNames = ["product"], InputColumnNames = ["A"] }));
        StringAssert.Contains(output.Message, "'product'");
        NetworkException unfed = Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.ApplyOnnx("sum", "A", TinyOnnx.TwoInputs));
        StringAssert.Contains(unfed.Message, "'b'");
        NetworkException noNetwork = Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.ApplyOnnx("Out", "A", typeof(FaceCatalog).Assembly.Location));
        StringAssert.Contains(noNetwork.Message, "ONNX Runtime");
    }

    private sealed class Named
    {
        [VectorType(8)]
#pragma warning disable IDE1006 // The file's inputs have these names.
        public float[] a { get; set; } = [];

        [VectorType(8)]
        public float[] b { get; set; } = [];
#pragma warning restore IDE1006
    }
}
