using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML;

/// <summary>The engines of one model. When it changes there are new ones; those in use then are finished with and dropped.</summary>
internal sealed class EngineSource<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    private readonly MLContext context;
    private volatile DefaultObjectPool<PredictionEngine<TData, TPrediction>> engines;

    public EngineSource(MLContext context, ModelLoader loader)
    {
        this.context = context;
        Loader = loader ?? throw new ArgumentNullException(nameof(loader), "The pool's options name no model loader.");
        Fill();
        ChangeToken.OnChange(Loader.GetReloadToken, Fill);
    }

    public ModelLoader Loader { get; }

    public PredictionEngine<TData, TPrediction> Get() => engines.Get();

    public void Return(PredictionEngine<TData, TPrediction> engine) => engines.Return(engine);

    private void Fill() =>
        engines = new DefaultObjectPool<PredictionEngine<TData, TPrediction>>(new Policy(context, Loader.GetModel()));

    private sealed class Policy(MLContext context, ITransformer model) : PooledObjectPolicy<PredictionEngine<TData, TPrediction>>
    {
        public override PredictionEngine<TData, TPrediction> Create() => context.Model.CreatePredictionEngine<TData, TPrediction>(model);

        public override bool Return(PredictionEngine<TData, TPrediction> obj) => true;
    }
}
