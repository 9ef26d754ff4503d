namespace Microsoft.Extensions.ML;

/// <summary>Settings of all pools of an application.</summary>
public class MLOptions
{
    private MLContext context;

    /// <summary>The default settings.</summary>
    public MLOptions()
    {
    }

    /// <summary>The context that models are loaded and used with. The default value is one without a seed.</summary>
    public MLContext MLContext
    {
        get => context ??= new MLContext();
        set => context = value;
    }
}
