using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Primitives;
using Microsoft.ML.Tests.Support;

namespace MLNet.Bench;

/// <summary>Single objects through engines and a pool.</summary>
internal static class PredictionBench
{
    private const int Calls = 100_000;

    public static void Run()
    {
        var ml = new MLContext(seed: 1);
        ITransformer mapping = ml.Transforms.CustomMapping<Scalar, Result>((from, to) => to.Value = 2 * from.Number, null)
            .Fit(ml.Data.LoadFromEnumerable(Array.Empty<Scalar>()));
        var scalar = new Scalar { Number = 3 };
        var result = new Result();
        using PredictionEngine<Scalar, Result> engine = ml.Model.CreatePredictionEngine<Scalar, Result>(mapping);
        Measure.Line("Predict by ref, trivial custom mapping", Calls, () =>
        {
            for (int i = 0; i < Calls; i++)
            {
                engine.Predict(scalar, ref result);
            }
        });

        var vector = new Vector { Values = [2, 1, 2] };
        using PredictionEngine<Vector, Result> own = ml.Model.CreatePredictionEngine<Vector, Result>(new LengthTransformer("Value", "Values"));
        Measure.Line("Predict by ref, from-scratch mapper float[3] to float", Calls, () =>
        {
            for (int i = 0; i < Calls; i++)
            {
                own.Predict(vector, ref result);
            }
        });

        PredictionEnginePool<Scalar, Result> pool = Pool(mapping);
        Measure.Line("Pool Predict, trivial custom mapping", Calls, () =>
        {
            for (int i = 0; i < Calls; i++)
            {
                result = pool.Predict(scalar);
            }
        });
        Measure.Line("Pool Predict by name", Calls, () =>
        {
            for (int i = 0; i < Calls; i++)
            {
                result = pool.Predict("named", scalar);
            }
        });
    }

    private static PredictionEnginePool<Scalar, Result> Pool(ITransformer model)
    {
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<Scalar, Result>();
        foreach (string name in new[] { "", "named" })
        {
            services.AddOptions<PredictionEnginePoolOptions<Scalar, Result>>(name).Configure(options => options.ModelLoader = new Loader(model));
        }

        return services.BuildServiceProvider().GetRequiredService<PredictionEnginePool<Scalar, Result>>();
    }

    internal sealed class Scalar
    {
        public float Number { get; set; }
    }

    internal sealed class Vector
    {
        [VectorType(3)]
        public float[] Values { get; set; }
    }

    internal sealed class Result
    {
        public float Value { get; set; }
    }

    private sealed class Loader(ITransformer model) : ModelLoader
    {
        private readonly ModelReloadToken token = new();

        public override ITransformer GetModel() => model;

        public override IChangeToken GetReloadToken() => token;
    }
}
