namespace Microsoft.ML.Tests.Types;

/// <summary>Column types that an application defines.</summary>
[TestClass]
public sealed class CustomTypeTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void ValuesPassThroughViewsMappingsAndEngines()
    {
        Source[] rows = [new() { Picture = new Picture(2, 3) }, new() { Picture = new Picture(4, 5) }];
        IDataView view = ml.Data.LoadFromEnumerable(rows);
        Assert.IsInstanceOfType<PictureDataViewType>(view.Schema["Picture"].Type);
        IEstimator<ITransformer> chain = ml.Transforms.CustomMapping<Source, Result>((from, to) =>
        {
            to.Turned = new Picture(from.Picture.Height, from.Picture.Width);
            to.Area = from.Picture.Width * from.Picture.Height;
        }, null);
        ITransformer model = chain.Fit(view);
        Result[] results = [.. ml.Data.CreateEnumerable<Result>(model.Transform(view), reuseRowObject: false)];
        CollectionAssert.AreEqual(new[] { 6, 20 }, results.Select(result => result.Area).ToArray());
        Assert.AreEqual(new Picture(3, 2), results[0].Turned);
        using PredictionEngine<Source, Result> engine = ml.Model.CreatePredictionEngine<Source, Result>(model);
        Assert.AreEqual(new Picture(5, 4), engine.Predict(rows[1]).Turned);
    }

    [TestMethod]
    public void CacheAndShuffleLeaveOutStructuredColumns()
    {
        IDataView view = ml.Data.LoadFromEnumerable([new Both { Picture = new Picture(1, 1), Id = 7 }]);
        foreach (IDataView copy in new[] { ml.Data.Cache(view), ml.Data.ShuffleRows(view) })
        {
            CollectionAssert.AreEqual(new[] { "Id" }, copy.Schema.Select(column => column.Name).ToArray());
            Assert.AreEqual(7, ml.Data.CreateEnumerable<OnlyId>(copy, false).Single().Id);
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Data.Cache(view, "Picture"));
    }

    [TestMethod]
    public void TypesCannotBeRegisteredTwiceDifferently()
    {
        var attribute = new PictureTypeAttribute();
        attribute.Register();
        attribute.Register();
        Assert.Throws<ArgumentException>(() => DataViewTypeManager.Register(new OtherDataViewType(), typeof(Picture), attribute));
        Assert.Throws<ArgumentException>(() => DataViewTypeManager.Register(new PictureDataViewType(), typeof(Version), attribute));
        Assert.Throws<ArgumentException>(() => DataViewTypeManager.Register(new OtherDataViewType(), typeof(float)));
        Assert.Throws<ArgumentException>(() => DataViewTypeManager.Register(new OtherDataViewType(), typeof(string)));
    }

    [TestMethod]
    public void TypesWithoutAnAttributeAreFoundByClrType()
    {
        DataViewTypeManager.Register(new OtherDataViewType(), typeof(Version));
        IDataView view = ml.Data.LoadFromEnumerable([new WithVersion { Version = new Version(1, 2) }]);
        Assert.AreEqual(new Version(1, 2), ml.Data.CreateEnumerable<WithVersion>(view, false).Single().Version);
    }

    [TestMethod]
    public void UnknownClrTypesAreNamed()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ml.Data.LoadFromEnumerable([new WithUri()]));
        StringAssert.Contains(error.Message, "Address");
    }

    private sealed record Picture(int Width, int Height);

    private sealed class PictureDataViewType() : StructuredDataViewType(typeof(Picture))
    {
        public override bool Equals(DataViewType other) => other is PictureDataViewType;

        public override bool Equals(object obj) => obj is PictureDataViewType;

        public override int GetHashCode() => 1;
    }

    private sealed class OtherDataViewType() : StructuredDataViewType(typeof(Version))
    {
        public override bool Equals(DataViewType other) => other is OtherDataViewType;

        public override bool Equals(object obj) => obj is OtherDataViewType;

        public override int GetHashCode() => 2;
    }

    private sealed class PictureTypeAttribute : DataViewTypeAttribute
    {
        public override void Register() => DataViewTypeManager.Register(new PictureDataViewType(), typeof(Picture), this);

        public override bool Equals(DataViewTypeAttribute other) => other is PictureTypeAttribute;

        public override int GetHashCode() => 3;
    }

    private sealed class Source
    {
        [PictureType]
        public Picture Picture { get; set; }
    }

    private sealed class Result
    {
        [PictureType]
        public Picture Turned { get; set; }

        public int Area { get; set; }
    }

    private sealed class Both
    {
        [PictureType]
        public Picture Picture { get; set; }

        public int Id { get; set; }
    }

    private sealed class OnlyId
    {
        public int Id { get; set; }
    }

    private sealed class WithVersion
    {
        public Version Version { get; set; }
    }

    private sealed class WithUri
    {
        public Uri Address { get; set; }
    }
}
