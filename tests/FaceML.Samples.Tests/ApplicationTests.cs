namespace FaceML.Samples.Tests;

/// <summary>An application that is run as a function of its arguments, in a folder of its own, with what it wrote.</summary>
[DoNotParallelize]
public abstract class ApplicationTests : IDisposable
{
    private protected readonly TemporaryFolder folder = new();
    private protected readonly StringWriter output = new(), error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
        GC.SuppressFinalize(this);
    }
}
