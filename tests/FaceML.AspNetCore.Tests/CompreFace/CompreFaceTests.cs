namespace FaceML.AspNetCore.Tests.CompreFace;

/// <summary>
/// Tests that ask one server. <typeparamref name="TTests"/> is the class itself, so that each class has a server of its own.
/// </summary>
public abstract class CompreFaceTests<TTests>
{
    private protected static CompreFaceServer server = null!;

#pragma warning disable CA1000 // The test framework calls them, by each class that inherits them.
    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task Start(TestContext context) => server = await CompreFaceServer.StartAsync();

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task Stop() => await server.DisposeAsync();
#pragma warning restore CA1000
}
