using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML;

/// <summary>Brings a model into a pool, and word that there is a newer one.</summary>
public abstract class ModelLoader
{
    /// <summary>A token that changes when <see cref="GetModel"/> would give another model. Asked for again after each change.</summary>
    public abstract IChangeToken GetReloadToken();

    /// <summary>The model as it is now.</summary>
    public abstract ITransformer GetModel();
}
