using FaceML.Galleries.Search;
using FaceML.Galleries.Stores;
using FaceML.Galleries.Tests;
using FaceML.Galleries.Tests.Stores;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>What a gallery promises, compared by the server without an index: every template.</summary>
[TestClass]
public sealed class PostgresContractTests : GalleryContract
{
    private protected override IGalleryStore CreateStore() => PostgresGalleryStore.Create(TestServer.Shared.NewSchema());
}

/// <summary>What a gallery promises, searched by the server's HNSW index.</summary>
[TestClass]
public sealed class PostgresIndexContractTests : GalleryContract
{
    private protected override SearchMethod Method => SearchMethod.Index;

    private protected override IGalleryStore CreateStore() => PostgresGalleryStore.Create(TestServer.Shared.NewSchema());
}

/// <summary>A schema that is reopened, shared, and left by killed processes.</summary>
[TestClass]
public sealed class PostgresKeptContractTests : KeptGalleryContract
{
    private protected override string Place { get; } = TestServer.Shared.NewSchema();

    private protected override Gallery Create(GalleryOptions? options = null) => GalleryPlace.Create(Place, Draw.Definition, options);

    private protected override Gallery Open(GalleryOptions? options = null) => GalleryPlace.Open(Place, options);
}
