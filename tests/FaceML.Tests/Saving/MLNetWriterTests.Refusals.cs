using Microsoft.ML.Transforms;

namespace FaceML.Tests.Saving;

/// <content>What cannot be saved.</content>
public sealed partial class MLNetWriterTests
{
    [TestMethod]
    public void a_custom_mapping_without_a_contract_is_refused_by_name_and_with_the_way_out()
    {
        UnsavableStageException error =
            Refused(Ml.Faces.Compare("Similarity", "A", "B")
            .Append(Ml.Transforms.CustomMapping<Vectors, Longest>(LongestFactory.Map, null)));
        Assert.AreEqual("CustomMappingTransformer<Vectors, Longest>", error.Stage);
        Assert.AreEqual(2, error.Position);
        StringAssert.Contains(error.Message, "contract name");
        StringAssert.Contains(error.Message, "CustomMappingFactory");
    }

    [TestMethod]
    public void a_custom_mapping_without_a_factory_is_refused_when_it_is_saved()
    {
        UnsavableStageException error =
            Refused(Ml.Transforms.CopyColumns("C", "A")
            .Append(Ml.Transforms.CustomMapping<Vectors, Longest>(LongestFactory.Map, "nobody-has-this")));
        Assert.AreEqual(2, error.Position);
        StringAssert.Contains(error.Message, "nobody-has-this");
        StringAssert.Contains(error.Message, "CustomMappingFactoryAttribute");
    }

    [TestMethod]
    public void a_custom_mapping_with_a_contract_loads_where_its_assembly_is_named()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new ImageRow()]);
        ITransformer model = Ml.Faces.Compare("Similarity", "A", "B")
            .Append(Ml.Transforms.CustomMapping<Vectors, Longest>(LongestFactory.Map, "faceml-tests-longest")).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["m.faceml"], out _));
        Assert.AreEqual(SavedPipelineError.MLNetNotAllowed, error.Error);
        StringAssert.Contains(error.Message, "faceml-tests-longest");
        StringAssert.Contains(error.Message, "LoadOptions.MLNetAssemblies");
        using TransformerChain<ITransformer> loaded =
            new MLContext().Faces.Load(folder["m.faceml"], out _, new LoadOptions { MLNetAssemblies = [typeof(LongestFactory).Assembly] });
        Assert.AreEqual(8, loaded.Transform(data).GetColumn<float>("Most").Single());
    }

    [TestMethod]
    public void a_transformer_of_a_third_party_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new ImageRow()]);
        var chain = new TransformerChain<ITransformer>(Ml.Faces.Compare("Similarity", "A", "B").Fit(data), new Stranger());
        UnsavableStageException error =
            Assert.ThrowsExactly<UnsavableStageException>(() => Ml.Faces.Save(chain, data.Schema, folder["m.faceml"]));
        Assert.AreEqual("Stranger", error.Stage);
        StringAssert.Contains(error.Message, "CustomMapping");
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    public void a_stateful_mapping_without_a_factory_is_refused_by_name()
    {
        UnsavableStageException error = Refused(Ml.Faces.Compare("Similarity", "A", "B")
            .Append(Ml.Transforms.StatefulCustomMapping<Vectors, Longest, Longest>(
                (from, to, state) => to.Most = state.Most++, _ => { }, "counting")));
        StringAssert.Contains(error.Stage, "Stateful");
        StringAssert.Contains(error.Message, "CustomMappingFactory");
    }

    [TestMethod]
    public void key_values_of_an_input_column_are_said_to_be_missing()
    {
        IDataView named = Ml.Transforms.Conversion.MapValueToKey("Known", "Path").Fit(
            Ml.Data.LoadFromEnumerable([new ImageRow { Path = "a" }])).Transform(Ml.Data.LoadFromEnumerable([new ImageRow { Path = "a" }]));
        using var folder = new TemporaryFolder();
        ITransformer model = Ml.Transforms.Conversion.MapKeyToValue("Name", "Known").Fit(named);
        UnsavableStageException error =
            Assert.ThrowsExactly<UnsavableStageException>(() => Ml.Faces.Save(model, named.Schema, folder["m.faceml"]));
        Assert.AreEqual("KeyToValueMappingTransformer", error.Stage);
        StringAssert.Contains(error.Message, "MapValueToKey");
    }

    [TestMethod]
    public void mlnets_own_save_of_a_mixed_chain_names_the_right_call()
    {
        using var stream = new MemoryStream();
        NotSupportedException error =
            Assert.ThrowsExactly<NotSupportedException>(() => Ml.Model.Save(MixedModel.Fit(Ml), MixedModel.Data(Ml).Schema, stream));
        StringAssert.Contains(error.Message, "ml.Faces.Save(model, schema, path)");
    }
}
