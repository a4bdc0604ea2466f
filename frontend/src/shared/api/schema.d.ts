/** The API's routes and shapes, made from its document by `npm run api`. Not to be written by hand. */
export interface paths {
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say that it answers. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Give this document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show this document. */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one's own password. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say who is signed in. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users. */
        get: operations["users"];
        put?: never;
        /** Add a user, with a one-time password. */
        post: operations["add_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a user. */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /** Change a user, or give a one-time password. */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/customs-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List customs lines by entry date or shipment. */
        get: operations["customs_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say what each entry date comes to. */
        get: operations["days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entries/{shipment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an entry with its customs lines and its versions. */
        get: operations["entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entries/{shipment}/lines/{line}/trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how every figure of a customs line was reached. */
        get: operations["trail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare a date or a shipment with what SAP reports, now. */
        post: operations["compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the current comparisons by entry date. */
        get: operations["comparisons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one comparison. */
        get: operations["comparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{id}/findings/{n}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge a finding: somebody has seen it, and says why it may stand. */
        post: operations["acknowledge"];
        /** Undo the acknowledgement of a finding. */
        delete: operations["withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products. */
        get: operations["products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the products of one key, and every version that they had. */
        get: operations["products_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the HTS numbers with their column 1 rates. */
        get: operations["hts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the HTS numbers with their column 1 rates of one key, and every version that they had. */
        get: operations["hts_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tariff measures, by programme. */
        get: operations["tariffs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tariffs/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the tariff measures of one key, and every version that they had. */
        get: operations["tariffs_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packaging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the packaging materials. */
        get: operations["packaging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packaging/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the packaging materials of one key, and every version that they had. */
        get: operations["packaging_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the exchange rates, by currency. */
        get: operations["exchange_rates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the exchange rates of one key, and every version that they had. */
        get: operations["exchange_rates_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reckon what goods would cost under other origins and dates; nothing is stored. */
        post: operations["scenarios"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the uploads. */
        get: operations["uploads"];
        put?: never;
        /** Say which file is to come; answers where to send it. */
        post: operations["start_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an upload. */
        get: operations["upload"];
        put?: never;
        post?: never;
        /** Drop a file that is not confirmed. */
        delete: operations["drop_upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a checked file over. */
        post: operations["confirm_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/rejected.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Give the rows of a file that are not taken, with the reasons. */
        get: operations["rejected_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how fresh the data are and how the last runs went. */
        get: operations["pipeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the runs of a month. */
        get: operations["runs"];
        put?: never;
        /** Fetch a feed now, or make the entries of some dates anew. */
        post: operations["start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a run with its chunks. */
        get: operations["run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was delivered. */
        get: operations["deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what people were told. */
        get: operations["alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say which data the readers see, and how far both agree. */
        get: operations["shadow"];
        /** Change which data the readers see. */
        put: operations["change_shadow"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events of a date. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the chains of a date. */
        get: operations["verify_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Acknowledge: {
            reason: string;
        };
        Acknowledgement: {
            by: string;
            /** Format: date-time */
            at: string;
            reason: string;
        };
        AddUser: {
            name: string;
            /** @enum {string} */
            role: "admin" | "operator";
            /** Format: email */
            email: string;
        };
        Advisory: {
            kind: string;
            subject: string;
            hts: string;
            origin: string;
        };
        Alert: {
            id: string;
            /** Format: date-time */
            at: string;
            kind: string;
            /** @enum {string} */
            severity: "warning" | "information";
            title: string;
            text: string;
            /** @description Counts and names, for programs. */
            facts: {
                [key: string]: unknown;
            };
        };
        Alerts: {
            alerts: components["schemas"]["Alert"][];
        };
        BasedTariff: {
            code: string;
            rate: string;
            /**
             * Format: decimal
             * @description USD
             */
            duty: string;
            /** @description In words: `3376 USD`, `120.00 kg`. */
            base: string;
        };
        Break: {
            /** Format: date */
            date: string;
            chain: number;
            number: number;
            problem: string;
        };
        ChangePassword: {
            /** Format: password */
            current: string;
            /** Format: password */
            new: string;
        };
        ChangeShadow: {
            /** @enum {string} */
            mode: "csv" | "shadow" | "dynamodb";
            /** @description The edition that was read: another one since then is in conflict. */
            edition: number;
            reason: string;
            /**
             * @description Cut over without a report that says equal.
             * @default false
             */
            force?: boolean;
        };
        ChangeUser: {
            /** @description The edition that was read: another one since then is in conflict. */
            edition: number;
            /** @enum {string} */
            role?: "admin" | "operator";
            /** @enum {string} */
            status?: "active" | "disabled";
            /** Format: email */
            email?: string;
            /**
             * @description Give a one-time password.
             * @enum {boolean}
             */
            reset_password?: true;
        };
        ChangedUnits: {
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
        };
        Chunk: {
            number: number;
            shipments: number;
            /** @description What generating made of it; null: not yet. */
            generated: {
                [key: string]: number;
            } | null;
            /** @description What comparing made of it; null: not yet. */
            compared: {
                [key: string]: number;
            } | null;
        };
        Compare: {
            /**
             * Format: date
             * @description An entry date.
             */
            date?: string;
            /** @description A shipment's number. */
            shipment?: string;
            tolerances?: components["schemas"]["EditedTolerances"];
        };
        Compared: {
            /** @description `<shipment>.<version>` */
            id: string;
            /** @enum {string} */
            status: "pass" | "warn" | "fail" | "pending";
            material: number;
            minor: number;
            /** @description Lines of ours that differ, by number: the worst that was found of each. */
            lines: {
                [key: string]: "fail" | "warn";
            };
        };
        Comparison: {
            /** @description `<shipment>.<version>` */
            id: string;
            version: number;
            shipment: string;
            /** Format: date */
            entry_date: string;
            /** @enum {string} */
            status: "pass" | "warn" | "fail" | "pending";
            /** Format: date-time */
            compared_at: string;
            tolerances: components["schemas"]["UsedTolerances"];
            findings: components["schemas"]["ShownFinding"][];
        };
        Comparisons: {
            comparisons: components["schemas"]["Comparison"][];
            totals: components["schemas"]["Counted"];
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
        };
        Concerned: {
            shipment: string;
            /** Format: date */
            entry_date: string;
        };
        Counted: {
            pass: number;
            warn: number;
            fail: number;
            pending: number;
            material: number;
            minor: number;
            info: number;
        };
        CustomsLines: {
            entries: components["schemas"]["ListedEntry"][];
            totals: components["schemas"]["Sums"];
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
        };
        Daily: {
            /**
             * Format: date
             * @description Today: the business date.
             */
            date: string;
            /**
             * Format: date-time
             * @description When the run of that date is started.
             */
            due: string;
            /** @description Null: it has not been started. */
            run: components["schemas"]["Run"] | null;
        };
        DataSet: {
            name: string;
            /** @enum {string} */
            state: "good" | "late" | "failed" | "never";
            /** @description When its newest good delivery came; empty: never. */
            last_good: string;
            /** @description The feed or the file that it came from. */
            source: string;
            /** @description When the next is due; empty where none ever came. */
            due: string;
            /** @description Why the last attempt failed; empty: it did not. */
            failure: string;
            /** @description Whether a feed of SAP's brings it; else it comes as a file. */
            live: boolean;
            /** @description The newest delivery of it. */
            delivery: number;
        };
        Day: {
            entries: number;
            /** @description Entries that lack something. */
            held: number;
            lines: number;
            /**
             * Format: decimal
             * @description USD
             */
            value: string;
            /**
             * Format: decimal
             * @description USD
             */
            duty: string;
            /**
             * Format: decimal
             * @description USD: of entries after their minimum and maximum, of single lines before.
             */
            mpf: string;
            /**
             * Format: decimal
             * @description USD
             */
            hmf: string;
            /** Format: date */
            date: string;
            /** @description Duty by programme, USD: `COLUMN_1` of the HTS numbers themselves, `OTHER` of headings that no measure gives any more. */
            duties: {
                [key: string]: string;
            };
            pass: number;
            warn: number;
            fail: number;
            pending: number;
            /** @description Entries with advisories. */
            noted: number;
        };
        Days: {
            days: components["schemas"]["Day"][];
        };
        Deliveries: {
            deliveries: components["schemas"]["Delivery"][];
        };
        Delivery: {
            sequence: number;
            source: string;
            /** Format: date-time */
            at: string;
            /** Format: date */
            business_date: string;
            /** @enum {string} */
            state: "landing" | "loaded" | "unchanged" | "refused" | "superseded" | "abandoned";
            /** @description SHA-256 over its parts and what reads them; empty until it is. */
            content: string;
            /** @description Rows that were accepted, by data set. */
            rows: {
                [key: string]: number;
            };
            /** @description Units that differ from before, by data set. */
            changed: {
                [key: string]: number;
            };
            rejected: number;
            /** @description Why it was refused. */
            problem: string;
            issues: string[];
            /** @description The run that it started. */
            run: string;
            /** @description Of one that was refused, given up, or lost rows: whether what is newest now was taken whole. */
            made_good: boolean;
        };
        EditedTolerances: {
            /** Format: decimal */
            value?: string;
            /** Format: decimal */
            quantity?: string;
            /** Format: decimal */
            duty?: string;
            /** Format: decimal */
            mpf?: string;
            /** Format: decimal */
            hmf?: string;
            /** Format: decimal */
            net_weight_percent?: string;
            /** Format: decimal */
            net_weight_kg?: string;
            /** Format: decimal */
            net_weight_info_percent?: string;
            /** Format: decimal */
            gross_weight_percent?: string;
            /** Format: decimal */
            gross_weight_kg?: string;
        };
        Entry: {
            shipment: string;
            /** Format: date */
            entry_date: string;
            /** @enum {string} */
            status: "generated" | "needs_input";
            findings: components["schemas"]["Finding"][];
            lines: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            advisories: components["schemas"]["Advisory"][];
            /** @description Raised by one whenever the entry comes out otherwise. */
            version: number;
            /** Format: date-time */
            generated_at: string;
            code_version: string;
            /** @description The version of the data that it was made from. */
            revision: number;
            /** @description The run that made it; empty where none did. */
            run: string;
            /** @description null: not compared yet, or a former version. */
            comparison: components["schemas"]["Compared"] | null;
            versions: components["schemas"]["Version"][];
        };
        Event: {
            /** Format: date */
            date: string;
            chain: number;
            /** @description In its chain, from 1. */
            number: number;
            /** Format: date-time */
            at: string;
            actor: string;
            action: string;
            subject: string;
            /** @description What there is to know of it. */
            facts: {
                [key: string]: unknown;
            };
            /** @description SHA-256 over the event and the hash of the one before it. */
            hash: string;
        };
        Events: {
            events: components["schemas"]["Event"][];
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
        };
        ExchangeRateHistory: {
            key: string;
            /** @enum {string} */
            source: "table" | "csv";
            rows: components["schemas"]["ExchangeRateRow"][];
            versions: components["schemas"]["ExchangeRateVersion"][];
        };
        ExchangeRateKeyedRow: {
            /** @description What it is filed under, with others perhaps. */
            key: string;
            /** @description Its number in the file, as a spreadsheet counts: no other row of this revision has it. */
            row: number;
            Currency: string;
            Date: string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "USD per Unit": string;
        };
        ExchangeRateRow: {
            Currency: string;
            Date: string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "USD per Unit": string;
        };
        ExchangeRateRows: {
            /**
             * Format: date
             * @description Only what is in force on this date; null: all.
             */
            as_of: string | null;
            /** @description The version of the data; 0 where the rows are from files. */
            revision: number;
            /**
             * @description `csv`: the table is out of reach.
             * @enum {string}
             */
            source: "table" | "csv";
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
            rows: components["schemas"]["ExchangeRateKeyedRow"][];
        };
        ExchangeRateVersion: {
            /** @description The delivery that brought it. */
            sequence: number;
            /**
             * Format: date-time
             * @description When that came.
             */
            at: string | null;
            /** @description The feed, or the file. */
            source: string | null;
            rows: components["schemas"]["ExchangeRateRow"][];
        };
        Finding: {
            kind: string;
            subject: string;
        };
        Health: {
            /** @enum {string} */
            status: "ok";
            version: string;
        };
        HtsHistory: {
            key: string;
            /** @enum {string} */
            source: "table" | "csv";
            rows: components["schemas"]["HtsRow"][];
            versions: components["schemas"]["HtsVersion"][];
        };
        HtsKeyedRow: {
            /** @description What it is filed under, with others perhaps. */
            key: string;
            /** @description Its number in the file, as a spreadsheet counts: no other row of this revision has it. */
            row: number;
            "HTS Code": string;
            Description: string;
            "General Rate": string;
            "Unit 1": string;
            "Unit 2": string;
            "Effective From": string;
            "Effective To": string;
        };
        HtsRow: {
            "HTS Code": string;
            Description: string;
            "General Rate": string;
            "Unit 1": string;
            "Unit 2": string;
            "Effective From": string;
            "Effective To": string;
        };
        HtsRows: {
            /**
             * Format: date
             * @description Only what is in force on this date; null: all.
             */
            as_of: string | null;
            /** @description The version of the data; 0 where the rows are from files. */
            revision: number;
            /**
             * @description `csv`: the table is out of reach.
             * @enum {string}
             */
            source: "table" | "csv";
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
            rows: components["schemas"]["HtsKeyedRow"][];
        };
        HtsVersion: {
            /** @description The delivery that brought it. */
            sequence: number;
            /**
             * Format: date-time
             * @description When that came.
             */
            at: string | null;
            /** @description The feed, or the file. */
            source: string | null;
            rows: components["schemas"]["HtsRow"][];
        };
        InvalidProblem: {
            /** Format: uri-reference */
            type: string;
            /** @description Never changes: programs may go by it. */
            title: string;
            status: number;
            /** @description For people. */
            detail: string;
            /** @description The request's id as a URN. */
            instance: string;
            /** @description By field, fields within fields joined by dots: `lines.0.value`. */
            errors: {
                [key: string]: string[];
            };
        } & {
            [key: string]: unknown;
        };
        Line: {
            /** @description 001, 002, … */
            line: string;
            invoice: string;
            hts: string;
            origin: string;
            /** @description Of an article that is split by metal content: which part. */
            part: string;
            /**
             * Format: decimal
             * @description As it is reported; null where the unit asks for none.
             */
            quantity: string | null;
            unit: string;
            /**
             * Format: decimal
             * @description kg
             */
            net_kg: string;
            /**
             * Format: decimal
             * @description kg
             */
            gross_kg: string;
            /**
             * Format: decimal
             * @description Entered value, whole USD
             */
            value: string;
            tariffs: components["schemas"]["Tariff"][];
            /**
             * Format: decimal
             * @description USD, of all tariff numbers
             */
            duty: string;
            /**
             * Format: decimal
             * @description USD
             */
            mpf: string;
            /**
             * Format: decimal
             * @description USD
             */
            hmf: string;
        };
        ListedEntry: {
            shipment: string;
            /** Format: date */
            entry_date: string;
            /** @enum {string} */
            status: "generated" | "needs_input";
            findings: components["schemas"]["Finding"][];
            lines: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            advisories: components["schemas"]["Advisory"][];
            /** @description Raised by one whenever the entry comes out otherwise. */
            version: number;
            /** Format: date-time */
            generated_at: string;
            comparison: components["schemas"]["Compared"] | null;
        };
        MadeComparison: {
            shipment: string;
            /** Format: date */
            entry_date: string;
            /** @enum {string} */
            status: "pass" | "warn" | "fail" | "pending";
            findings: components["schemas"]["MadeFinding"][];
            /** @description Where the caller gave some: those that were used. */
            tolerances?: components["schemas"]["UsedTolerances"];
        };
        MadeComparisons: {
            comparisons: components["schemas"]["MadeComparison"][];
        };
        MadeFinding: {
            kind: string;
            /** @enum {string} */
            severity: "material" | "minor" | "info";
            invoice: string;
            hts: string;
            origin: string;
            line: string;
            /** @enum {string} */
            field: "hts" | "origin" | "tariffs" | "value" | "quantity" | "unit" | "net_weight" | "gross_weight" | "duty" | "mpf" | "hmf" | "line";
            /** @description Ours; null where we have none. */
            expected: string | null;
            /** @description SAP's; null where it has none. */
            reported: string | null;
            /**
             * Format: decimal
             * @description Reported less expected; null where either is no number.
             */
            difference: string | null;
            /**
             * Format: decimal
             * @description USD, reported less expected: below 0, duty is owed.
             */
            duty_effect: string;
            /** @description What to do, in one sentence. */
            advice: string;
        };
        Me: {
            name: string;
            /** @enum {string} */
            role: "admin" | "operator";
            /** @enum {string} */
            status: "active" | "disabled";
            email: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_sign_in: string | null;
            /** @description Goes with the next change. */
            edition: number;
            must_change_password: boolean;
            /**
             * Format: date-time
             * @description At the latest: half an hour after the last request it ends too.
             */
            session_ends: string;
            /** @description The operations that the caller may use now, by method and path. */
            may: ("GET /api/openapi.json" | "GET /api/docs" | "POST /api/auth/logout" | "POST /api/auth/password" | "GET /api/auth/me" | "GET /api/users" | "POST /api/users" | "PATCH /api/users/{name}" | "DELETE /api/users/{name}" | "GET /api/customs-lines" | "GET /api/days" | "GET /api/entries/{shipment}" | "GET /api/entries/{shipment}/lines/{line}/trail" | "POST /api/compare" | "GET /api/comparisons" | "GET /api/comparisons/{id}" | "POST /api/comparisons/{id}/findings/{n}/acknowledge" | "DELETE /api/comparisons/{id}/findings/{n}/acknowledge" | "GET /api/products" | "GET /api/products/{key}" | "GET /api/hts" | "GET /api/hts/{key}" | "GET /api/tariffs" | "GET /api/tariffs/{key}" | "GET /api/packaging" | "GET /api/packaging/{key}" | "GET /api/exchange-rates" | "GET /api/exchange-rates/{key}" | "POST /api/scenarios" | "GET /api/uploads" | "POST /api/uploads" | "GET /api/uploads/{id}" | "DELETE /api/uploads/{id}" | "POST /api/uploads/{id}/confirm" | "GET /api/uploads/{id}/rejected.csv" | "GET /api/pipeline" | "GET /api/runs" | "POST /api/runs" | "GET /api/runs/{id}" | "GET /api/deliveries" | "GET /api/alerts" | "GET /api/shadow" | "PUT /api/shadow" | "GET /api/audit" | "GET /api/audit/verify")[];
        };
        Newest: {
            /**
             * Format: date
             * @description With entries; null: there are none.
             */
            entries: string | null;
            /**
             * Format: date
             * @description With comparisons that are not pending; null: there are none.
             */
            comparisons: string | null;
        };
        PackagingHistory: {
            key: string;
            /** @enum {string} */
            source: "table" | "csv";
            rows: components["schemas"]["PackagingRow"][];
            versions: components["schemas"]["PackagingVersion"][];
        };
        PackagingKeyedRow: {
            /** @description What it is filed under, with others perhaps. */
            key: string;
            /** @description Its number in the file, as a spreadsheet counts: no other row of this revision has it. */
            row: number;
            Material: string;
            Description: string;
            "Is Packaging": string;
        };
        PackagingRow: {
            Material: string;
            Description: string;
            "Is Packaging": string;
        };
        PackagingRows: {
            /**
             * Format: date
             * @description Only what is in force on this date; null: all.
             */
            as_of: string | null;
            /** @description The version of the data; 0 where the rows are from files. */
            revision: number;
            /**
             * @description `csv`: the table is out of reach.
             * @enum {string}
             */
            source: "table" | "csv";
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
            rows: components["schemas"]["PackagingKeyedRow"][];
        };
        PackagingVersion: {
            /** @description The delivery that brought it. */
            sequence: number;
            /**
             * Format: date-time
             * @description When that came.
             */
            at: string | null;
            /** @description The feed, or the file. */
            source: string | null;
            rows: components["schemas"]["PackagingRow"][];
        };
        Parity: {
            set: string;
            file: string;
            /** @description Rows that either has, and rows of the file that cannot be read. */
            rows: number;
            /** @description Rows that are the same in every field, and stand in the same place where that counts. */
            equal: number;
            /** @description The other rows. */
            differences: number;
            /**
             * Format: decimal
             * @description Never rounded up: 100 only where all rows are equal.
             */
            percent: string;
            /** @enum {string} */
            verdict: "different" | "equal" | "incomplete";
            /** @description Why the file cannot be compared. */
            problem: string;
        };
        Pipeline: {
            /** @enum {string} */
            state: "good" | "late" | "failed" | "never";
            revision: number;
            data_sets: components["schemas"]["DataSet"][];
            unfinished_runs: string[];
            runs: components["schemas"]["Run"][];
            daily: components["schemas"]["Daily"];
            newest: components["schemas"]["Newest"];
        };
        Problem: {
            /** Format: uri-reference */
            type: string;
            /** @description Never changes: programs may go by it. */
            title: string;
            status: number;
            /** @description For people. */
            detail: string;
            /** @description The request's id as a URN. */
            instance: string;
        } & {
            [key: string]: unknown;
        };
        ProductHistory: {
            key: string;
            /** @enum {string} */
            source: "table" | "csv";
            rows: components["schemas"]["ProductRow"][];
            versions: components["schemas"]["ProductVersion"][];
        };
        ProductKeyedRow: {
            /** @description What it is filed under, with others perhaps. */
            key: string;
            /** @description Its number in the file, as a spreadsheet counts: no other row of this revision has it. */
            row: number;
            Material: string;
            Description: string;
            "HTS Code": string;
            "Country of Origin": string;
            "Base Unit": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Net Weight (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Gross Weight (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Steel (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Aluminum (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Copper (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Steel Value %": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Aluminum Value %": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Copper Value %": string;
            SPI: string;
            "Exclusion Claim": string;
            Status: string;
        };
        ProductRow: {
            Material: string;
            Description: string;
            "HTS Code": string;
            "Country of Origin": string;
            "Base Unit": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Net Weight (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Gross Weight (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Steel (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Aluminum (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Copper (kg)": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Steel Value %": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Aluminum Value %": string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            "Copper Value %": string;
            SPI: string;
            "Exclusion Claim": string;
            Status: string;
        };
        ProductRows: {
            /**
             * Format: date
             * @description Only what is in force on this date; null: all.
             */
            as_of: string | null;
            /** @description The version of the data; 0 where the rows are from files. */
            revision: number;
            /**
             * @description `csv`: the table is out of reach.
             * @enum {string}
             */
            source: "table" | "csv";
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
            rows: components["schemas"]["ProductKeyedRow"][];
        };
        ProductVersion: {
            /** @description The delivery that brought it. */
            sequence: number;
            /**
             * Format: date-time
             * @description When that came.
             */
            at: string | null;
            /** @description The feed, or the file. */
            source: string | null;
            rows: components["schemas"]["ProductRow"][];
        };
        Run: {
            id: string;
            /** @enum {string} */
            cause: "load" | "daily" | "manual";
            /** Format: date-time */
            started: string;
            /** @description The entry dates that it covers, first and last; none where a delivery says what it covers. */
            dates: string[];
            /** @description The delivery that started it; 0: none did. */
            sequence: number;
            /** @enum {string} */
            state: "planning" | "running" | "done" | "failed";
            chunks: number;
            /** @description What came of it, once it is over. */
            counts: {
                [key: string]: number;
            };
            finished: string;
            /** @description How often it was called up again. */
            nudges: number;
        };
        RunWithChunks: {
            id: string;
            /** @enum {string} */
            cause: "load" | "daily" | "manual";
            /** Format: date-time */
            started: string;
            /** @description The entry dates that it covers, first and last; none where a delivery says what it covers. */
            dates: string[];
            /** @description The delivery that started it; 0: none did. */
            sequence: number;
            /** @enum {string} */
            state: "planning" | "running" | "done" | "failed";
            chunks: number;
            /** @description What came of it, once it is over. */
            counts: {
                [key: string]: number;
            };
            finished: string;
            /** @description How often it was called up again. */
            nudges: number;
            progress: components["schemas"]["Chunk"][];
            /** @description Of which it made an entry that lacks something. */
            held: components["schemas"]["Concerned"][];
            /** @description Of which it tells that they differ materially from what SAP reports. */
            differing: components["schemas"]["Concerned"][];
        };
        Runs: {
            runs: components["schemas"]["Run"][];
        };
        Scenario: {
            /** @description null: each line has its own. */
            origin: string | null;
            /** Format: date */
            entry_date: string;
            /** Format: date */
            export_date: string;
            /** @enum {string} */
            status: "generated" | "needs_input";
            findings: components["schemas"]["Finding"][];
            lines: components["schemas"]["WhatIfCustomsLine"][];
            totals: components["schemas"]["Totals"];
            advisories: components["schemas"]["Advisory"][];
            /**
             * Format: decimal
             * @description USD
             */
            duty_and_fees: string;
            /**
             * Format: date
             * @description The first later entry date on which it comes out otherwise.
             */
            changes_next: string | null;
        };
        Scenarios: {
            /** @description The version of the data that they are made from; 0: of the files. */
            revision: number;
            /** @enum {string} */
            source: "table" | "csv";
            scenarios: components["schemas"]["Scenario"][];
        };
        Shadow: {
            /** @enum {string} */
            mode: "csv" | "shadow" | "dynamodb";
            /**
             * @description What is read: the table, too, where there are no files.
             * @enum {string}
             */
            reads: "csv" | "table";
            /** @description What is to be known of it, for people. */
            notice: string;
            /** @description Goes with the next change; 0: nobody has changed it yet. */
            edition: number;
            changed_at: string;
            by: string;
            reason: string;
            /** @description The last report in brief; null: there never was one. */
            parity: components["schemas"]["Parity"][] | null;
            /** @enum {string|null} */
            verdict: "different" | "equal" | "incomplete" | null;
            /** Format: date-time */
            checked_at: string | null;
            /** @description Where the files were that the report is about. */
            compared_with: string;
            /** @description The whole report in the exports bucket, as JSON and as CSV. */
            exports: string[];
        };
        ShownFinding: {
            kind: string;
            /** @enum {string} */
            severity: "material" | "minor" | "info";
            invoice: string;
            hts: string;
            origin: string;
            line: string;
            /** @enum {string} */
            field: "hts" | "origin" | "tariffs" | "value" | "quantity" | "unit" | "net_weight" | "gross_weight" | "duty" | "mpf" | "hmf" | "line";
            /** @description Ours; null where we have none. */
            expected: string | null;
            /** @description SAP's; null where it has none. */
            reported: string | null;
            /**
             * Format: decimal
             * @description Reported less expected; null where either is no number.
             */
            difference: string | null;
            /**
             * Format: decimal
             * @description USD, reported less expected: below 0, duty is owed.
             */
            duty_effect: string;
            /** @description What to do, in one sentence. */
            advice: string;
            /** @description Its number in this comparison, from 1. */
            n: number;
            acknowledged: components["schemas"]["Acknowledgement"] | null;
        };
        ShrinkingSet: {
            set: string;
            /** @description Rows that it has. */
            before: number;
            /** @description Rows that are taken of the file. */
            taken: number;
            /** @description Rows that it would have: those, and what stays because a rejected row may be about it. */
            after: number;
        };
        SignIn: {
            username: string;
            /** Format: password */
            password: string;
        };
        SignedIn: {
            user: components["schemas"]["User"];
            must_change_password: boolean;
        };
        StartRun: {
            /** @description A feed of SAP's: `ZEMM005`. */
            feed?: string;
            /** @description Of a feed: ask SAP for everything, not for what has changed. */
            whole?: boolean;
            /**
             * Format: date
             * @description An entry date.
             */
            date?: string;
            /**
             * Format: date
             * @description The first entry date.
             */
            from?: string;
            /**
             * Format: date
             * @description The last entry date, included.
             */
            to?: string;
        };
        StartUpload: {
            /** @description As it is called: `Product_List.csv`. */
            file_name: string;
            /**
             * @description What it is, where its name does not say so.
             * @enum {string}
             */
            source?: "Product_List.csv" | "HTS_Code.csv" | "HTS Tariff.csv" | "Packaging_Material.csv" | "Exchange_Rate.csv" | "Shipments.csv" | "Invoices.csv" | "Customs_Report.csv";
            size: number;
        };
        Started: {
            run: components["schemas"]["Run"] | null;
            deliveries: components["schemas"]["Delivery"][];
        };
        Sums: {
            entries: number;
            /** @description Entries that lack something. */
            held: number;
            lines: number;
            /**
             * Format: decimal
             * @description USD
             */
            value: string;
            /**
             * Format: decimal
             * @description USD
             */
            duty: string;
            /**
             * Format: decimal
             * @description USD: of entries after their minimum and maximum, of single lines before.
             */
            mpf: string;
            /**
             * Format: decimal
             * @description USD
             */
            hmf: string;
        };
        Tariff: {
            code: string;
            /** @description As the law writes it: `25%`, `Free (S)`, `cap 0.10`. */
            rate: string;
            /**
             * Format: decimal
             * @description USD
             */
            duty: string;
        };
        TariffHistory: {
            key: string;
            /** @enum {string} */
            source: "table" | "csv";
            rows: components["schemas"]["TariffRow"][];
            versions: components["schemas"]["TariffVersion"][];
        };
        TariffKeyedRow: {
            /** @description What it is filed under, with others perhaps. */
            key: string;
            /** @description Its number in the file, as a spreadsheet counts: no other row of this revision has it. */
            row: number;
            Program: string;
            "Tariff Code": string;
            "HTS Scope": string;
            "HTS Except": string;
            Origin: string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            Rate: string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            Cap: string;
            Basis: string;
            Condition: string;
            "Effective From": string;
            "Effective To": string;
            Source: string;
        };
        TariffRow: {
            Program: string;
            "Tariff Code": string;
            "HTS Scope": string;
            "HTS Except": string;
            Origin: string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            Rate: string;
            /**
             * Format: decimal
             * @description A plain decimal, or empty.
             */
            Cap: string;
            Basis: string;
            Condition: string;
            "Effective From": string;
            "Effective To": string;
            Source: string;
        };
        TariffRows: {
            /**
             * Format: date
             * @description Only what is in force on this date; null: all.
             */
            as_of: string | null;
            /** @description The version of the data; 0 where the rows are from files. */
            revision: number;
            /**
             * @description `csv`: the table is out of reach.
             * @enum {string}
             */
            source: "table" | "csv";
            /** @description Send it as `cursor` for the next page; null: the last. */
            next: string | null;
            rows: components["schemas"]["TariffKeyedRow"][];
        };
        TariffVersion: {
            /** @description The delivery that brought it. */
            sequence: number;
            /**
             * Format: date-time
             * @description When that came.
             */
            at: string | null;
            /** @description The feed, or the file. */
            source: string | null;
            rows: components["schemas"]["TariffRow"][];
        };
        Totals: {
            /**
             * Format: decimal
             * @description USD
             */
            value: string;
            /**
             * Format: decimal
             * @description USD
             */
            duty: string;
            /**
             * Format: decimal
             * @description USD, after its minimum and maximum
             */
            mpf: string;
            /**
             * Format: decimal
             * @description USD
             */
            hmf: string;
            /**
             * Format: decimal
             * @description kg
             */
            gross_kg: string;
        };
        Trail: {
            shape: string;
            entry: components["schemas"]["TrailShipment"];
            line: components["schemas"]["Line"];
            articles: components["schemas"]["TrailArticle"][];
            split: components["schemas"]["TrailSplit"];
            currencies: components["schemas"]["TrailCurrency"][];
            invoice_lines: components["schemas"]["TrailInvoiceLine"][];
            /** @description null: there is none on the invoice. */
            packing: components["schemas"]["TrailPacking"] | null;
            value: components["schemas"]["TrailValue"];
            quantity: components["schemas"]["TrailQuantity"];
            net_weight: components["schemas"]["TrailNetWeight"];
            gross_weight: components["schemas"]["TrailGrossWeight"];
            hts: components["schemas"]["TrailHts"];
            tariffs: components["schemas"]["TrailTariffs"];
            duties: components["schemas"]["TrailDuty"][];
            fees: components["schemas"]["TrailFees"];
            totals: components["schemas"]["TrailTotals"];
            advisories: components["schemas"]["Advisory"][];
            proof: components["schemas"]["TrailProof"];
        };
        TrailArticle: {
            material: string;
            description: string;
            status: string;
            version: string;
            stated_origin: string;
            product_origin: string;
            origin: string;
            origin_why: string;
            product_spi: string;
            spi: string;
            spi_why: string;
            net_kg: string;
            gross_kg: string;
            /** @description Headings whose exclusion it claims. */
            claims: string[];
            metal_kg: components["schemas"]["TrailMetals"];
            metal_share_percent: components["schemas"]["TrailMetals"];
        };
        TrailCase: {
            result: string;
            not_asked: string;
            why: string;
            materials: string[];
            /** @description The row that decided. */
            winner: components["schemas"]["TrailWinner"] | null;
            lost: components["schemas"]["TrailLoser"][];
            not_covering: components["schemas"]["TrailNotCovering"][];
        };
        TrailClauseAnswer: {
            clause: string;
            material: string;
            why: string;
            claims?: string[];
            metal_kg?: string[];
            net_kg?: string;
            percent?: string;
        };
        TrailCurrency: {
            currency: string;
            rate: string;
            rate_date: string;
            version: string;
        };
        TrailDuty: {
            code: string;
            program: string;
            row: string;
            kind: string;
            rate_text: string;
            value: string;
            product: string;
            rounded: string;
            less: string;
            duty: string;
            why: string;
            /** @description Of a heading. */
            rate?: string;
            /** @description Of the HTS number. */
            general_rate?: string;
            terms?: components["schemas"]["TrailDutyTerm"][];
        };
        TrailDutyTerm: {
            times: string;
            unit: string;
            rate: string;
            why: string;
        };
        TrailFees: {
            mpf: components["schemas"]["TrailMpf"];
            hmf: components["schemas"]["TrailHmf"];
        };
        TrailGrossWeight: {
            shipment: string;
            exact: string;
            half_up: string;
            rounded: string;
            exact_sum: string;
            target: string;
            half_up_sum: string;
            difference: string;
            adjustment: string;
            reported: string;
            contenders_in_all: string;
            why: string;
            contenders: components["schemas"]["TrailWeightContender"][];
            made_of: components["schemas"]["TrailWeightParts"];
        };
        TrailHmf: {
            rate: string;
            minimum: string;
            maximum: string;
            period: string;
            source: string;
            version: string;
            value: string;
            product: string;
            amount: string;
            why: string;
        };
        TrailHts: {
            hts: string;
            description: string;
            general_rate: string;
            unit_1: string;
            unit_2: string;
            period: string;
            version: string;
        };
        TrailInvoiceLine: {
            invoice: string;
            line: string;
            material: string;
            stated_origin: string;
            purchase_order: string;
            quantity: string;
            unit: string;
            amount: string;
            currency: string;
            rate: string;
            rate_date: string;
            usd: string;
            packing: string;
            usd_with_packing: string;
            part_share: string;
            value: string;
            units: string;
            net_kg: string;
            gross_kg: string;
            packing_kg: string;
            weights_on_line: string;
        };
        TrailLeftOut: {
            program: string;
            rows: string;
        };
        TrailLoser: {
            row: string;
            heading: string;
            rate: string;
            basis: string;
            condition: string;
            why: string[];
            articles?: components["schemas"]["TrailClauseAnswer"][];
        };
        TrailMetals: {
            steel: string;
            aluminum: string;
            copper: string;
        };
        TrailMpf: {
            rate: string;
            minimum: string;
            maximum: string;
            period: string;
            source: string;
            version: string;
            value: string;
            product: string;
            amount: string;
            why: string;
            entry_lines: string;
            entry: string;
            entry_why: string;
        };
        TrailNetWeight: {
            exact: string;
            reported: string;
        };
        TrailNotCovering: {
            rows: string;
            why: string;
        };
        TrailOrder: {
            period: string;
            version: string;
            why: string;
            programs: string[];
        };
        TrailPacking: {
            usd: string;
            usd_rounded: string;
            goods_usd: string;
            goods_lines: string;
            net_kg: string;
            goods_net_kg: string;
            cents_left: string;
            why: string;
            lines: components["schemas"]["TrailPackingLine"][];
            shares: components["schemas"]["TrailPackingShare"][];
            at_the_cut: components["schemas"]["TrailPackingShare"][];
        };
        TrailPackingLine: {
            line: string;
            material: string;
            description: string;
            version: string;
            product_version: string;
            quantity: string;
            amount: string;
            currency: string;
            rate: string;
            rate_date: string;
            usd: string;
            net_kg_each: string;
            net_kg: string;
        };
        TrailPackingShare: {
            line: string;
            exact_cents: string;
            whole_cents: string;
            remainder: string;
            rank: string;
            extra_cent: string;
            share: string;
        };
        TrailProgram: {
            program: string;
            place: string;
            cases: components["schemas"]["TrailCase"][];
        };
        TrailProof: {
            code_version: string;
            reference_hash: string;
            inputs_hash: string;
            content_hash: string;
        };
        TrailQuantity: {
            unit: string;
            kind: string;
            units: string;
            net_kg: string;
            why: string;
            /** @description null where the unit asks for none. */
            reported: string | null;
        };
        TrailShipment: {
            shipment: string;
            entry_date: string;
            export_date: string;
            entry_type: string;
            mode: string;
            mode_name: string;
            country_of_export: string;
            lines: string;
            ports_of_entry: string[];
            bills_of_lading: string[];
            containers: string[];
            totals: components["schemas"]["Totals"];
        };
        TrailSplit: {
            part: string;
            why: string;
            metals: string[];
            measures: components["schemas"]["TrailSplitMeasure"][];
            articles: components["schemas"]["TrailSplitArticle"][];
        };
        TrailSplitArticle: {
            material: string;
            why: string;
            parts: components["schemas"]["TrailSplitPart"][];
        };
        TrailSplitMeasure: {
            metal: string;
            rows: string[];
        };
        TrailSplitPart: {
            part: string;
            share: string;
        };
        TrailTariffs: {
            order: components["schemas"]["TrailOrder"];
            programs: components["schemas"]["TrailProgram"][];
            not_in_order: components["schemas"]["TrailLeftOut"][];
        };
        TrailTotals: {
            duty: string;
            mpf: string;
            hmf: string;
            duty_and_fees: string;
        };
        TrailValue: {
            invoice: string;
            exact: string;
            half_up: string;
            rounded: string;
            exact_sum: string;
            target: string;
            half_up_sum: string;
            difference: string;
            adjustment: string;
            reported: string;
            contenders_in_all: string;
            why: string;
            contenders: components["schemas"]["TrailValueContender"][];
        };
        TrailValueContender: {
            rank: string;
            line: string;
            exact: string;
            fraction: string;
            adjustment: string;
            total_rate: string;
        };
        TrailWeightContender: {
            rank: string;
            line: string;
            exact: string;
            fraction: string;
            adjustment: string;
        };
        TrailWeightParts: {
            own_kg: string;
            packing_kg: string;
            packing_net_kg: string;
            goods_net_kg: string;
            goods_lines: string;
            line_net_kg: string;
            line_goods_lines: string;
            why: string;
        };
        TrailWinner: {
            row: string;
            heading: string;
            rate: string;
            basis: string;
            condition: string;
            cap: string;
            except: string;
            period: string;
            source: string;
            version: string;
            why: string[];
            articles?: components["schemas"]["TrailClauseAnswer"][];
        };
        Upload: {
            id: string;
            file_name: string;
            /** @description What it is taken for: `Product_List.csv`. */
            source: string;
            /** @enum {string} */
            state: "waiting" | "checking" | "ready" | "refused" | "confirmed" | "loaded" | "expired";
            by: string;
            /** Format: date-time */
            created_at: string;
            /** @description Bytes: as announced, and once it is there, as it is. */
            size: number;
            /** @description Empty until the file is there. */
            sha256: string;
            counts: components["schemas"]["UploadCounts"];
            shrinks: components["schemas"]["ShrinkingSet"][];
            problems: components["schemas"]["UploadProblem"][];
            sample: components["schemas"]["UploadSample"][];
            /** @description Entries that would be made or compared anew. */
            affected_entries: number;
            /** @description Entries that would be held, since they name what would not be there any more. */
            held_entries: number;
            /** @description The delivery that it is landed as; null: none yet. */
            delivery: number | null;
            /** @description The run that it has started; null: none. */
            run: string | null;
            /** @description Why it was refused, would be, or has expired; empty if not. */
            problem: string;
        };
        UploadCounts: {
            rows: number;
            rejected: number;
            withheld: number;
            changed: {
                [key: string]: components["schemas"]["ChangedUnits"];
            };
        };
        UploadForm: {
            id: string;
            /** Format: uri */
            url: string;
            fields: {
                [key: string]: string;
            };
            /** Format: date-time */
            expires_at: string;
            most_bytes: number;
        };
        UploadProblem: {
            what: string;
            count: number;
            rows: number[];
            remedy: string;
        };
        UploadSample: {
            key: string;
            before: {
                [key: string]: string;
            } | null;
            after: {
                [key: string]: string;
            } | null;
        };
        Uploads: {
            uploads: components["schemas"]["Upload"][];
        };
        UsedTolerances: {
            /** Format: decimal */
            value: string;
            /** Format: decimal */
            quantity: string;
            /** Format: decimal */
            duty: string;
            /** Format: decimal */
            mpf: string;
            /** Format: decimal */
            hmf: string;
            /** Format: decimal */
            net_weight_percent: string;
            /** Format: decimal */
            net_weight_kg: string;
            /** Format: decimal */
            net_weight_info_percent: string;
            /** Format: decimal */
            gross_weight_percent: string;
            /** Format: decimal */
            gross_weight_kg: string;
        };
        User: {
            name: string;
            /** @enum {string} */
            role: "admin" | "operator";
            /** @enum {string} */
            status: "active" | "disabled";
            email: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_sign_in: string | null;
            /** @description Goes with the next change. */
            edition: number;
        };
        UserWithPassword: {
            user: components["schemas"]["User"];
            one_time_password?: string;
            /** Format: date-time */
            expires_at?: string;
        };
        Users: {
            users: components["schemas"]["User"][];
        };
        Verified: {
            /** Format: date */
            date: string;
            rows: number;
            /** @description Whether they were held against the heads that were put away. */
            anchored: boolean;
            breaks: components["schemas"]["Break"][];
        };
        Version: {
            version: number;
            /** Format: date-time */
            generated_at: string;
            /** @enum {string} */
            status: "generated" | "needs_input";
            totals: components["schemas"]["Totals"];
        };
        WhatIf: {
            lines: components["schemas"]["WhatIfLine"][];
            entry_dates: string[];
            origins?: ("AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW")[];
            /**
             * @description Of transport, as CBP numbers them: 11 vessel, 40 air.
             * @enum {string}
             */
            mode: "10" | "11" | "12" | "20" | "21" | "30" | "31" | "32" | "33" | "34" | "40" | "41" | "50" | "60" | "70";
            /**
             * Format: date
             * @description Whose exchange rates count; the entry date if it is left out.
             */
            export_date?: string;
        };
        WhatIfCustomsLine: {
            line: string;
            hts: string;
            origin: string;
            part: string;
            /** Format: decimal */
            quantity: string | null;
            unit: string;
            /** Format: decimal */
            net_kg: string;
            /** Format: decimal */
            gross_kg: string;
            /**
             * Format: decimal
             * @description Whole USD
             */
            value: string;
            tariffs: components["schemas"]["BasedTariff"][];
            /**
             * Format: decimal
             * @description USD
             */
            duty: string;
            /**
             * Format: decimal
             * @description USD
             */
            mpf: string;
            /**
             * Format: decimal
             * @description USD
             */
            hmf: string;
        };
        WhatIfLine: {
            /** @description One of the product list. */
            material?: string;
            /** @example 8501.10.4060 */
            hts?: string;
            /**
             * @description ISO 3166
             * @enum {string}
             */
            origin?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            /**
             * Format: decimal
             * @description Of all pieces, in the currency.
             */
            value: string;
            /** @default USD */
            currency?: string;
            /**
             * Format: decimal
             * @description Pieces.
             */
            quantity: string;
            /**
             * Format: decimal
             * @description Per piece.
             */
            net_kg?: string;
            /**
             * Format: decimal
             * @description Per piece; the net weight if it is left out.
             */
            gross_kg?: string;
            /** @description Empty: none is claimed. */
            spi?: string;
            claims?: string[];
        };
    };
    responses: {
        /** @description The request contradicts itself, or asks for something that is not understood. */
        Refused400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody is signed in. */
        Refused401: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The role may not do this. */
        Refused403: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing. */
        Refused404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It has changed in the meantime, or is done already. */
        Refused409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not JSON. */
        Refused415: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is JSON and not what is asked for. */
        Refused422: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidProblem"];
            };
        };
        /** @description Too often: try again later. */
        Refused429: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description SAP did not deliver. */
        Refused502: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not possible now: the table is busy, or does not answer. */
        Refused503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The request's id. */
        RequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say that it answers. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["Refused400"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Give this document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show this document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Sign in. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description The session. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign out. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Change one's own password. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description The session anew. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say who is signed in. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the users. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    add_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddUser"];
            };
        };
        responses: {
            /** @description Add a user, with a one-time password. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithPassword"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user's name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a user. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            503: components["responses"]["Refused503"];
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user's name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description Change a user, or give a one-time password. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithPassword"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    customs_lines: {
        parameters: {
            query?: {
                /** @description One date. */
                date?: string;
                /** @description The first date; goes with `to`. */
                from?: string;
                /** @description The last date, included. */
                to?: string;
                /** @description A shipment's number. */
                shipment?: string;
                /** @description The first digits of an HTS number, with or without dots. */
                hts?: string;
                /** @description Country of origin, ISO 3166. */
                origin?: string;
                /** @description Only entries that are made, or held. */
                status?: "generated" | "needs_input";
                /** @description A text to be found: of a shipment, its packaging or what an entry lacks, for all its lines; of an invoice, a material, an HTS number or a heading, for the lines that have it. Dots in numbers do not count. */
                q?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List customs lines by entry date or shipment. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomsLines"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    days: {
        parameters: {
            query: {
                /** @description The first date; goes with `to`. */
                from: string;
                /** @description The last date, included. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say what each entry date comes to. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Days"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    entry: {
        parameters: {
            query?: {
                /** @description A former version; the current one if it is left out. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description A shipment's number. */
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show an entry with its customs lines and its versions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    trail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A shipment's number. */
                shipment: string;
                /** @description A customs line's number, as 007 or 7. */
                line: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell how every figure of a customs line was reached. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trail"];
                    "text/html": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    compare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Compare"];
            };
        };
        responses: {
            /** @description Compare a date or a shipment with what SAP reports, now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeComparisons"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    comparisons: {
        parameters: {
            query?: {
                /** @description One date. */
                date?: string;
                /** @description The first date; goes with `to`. */
                from?: string;
                /** @description The last date, included. */
                to?: string;
                /** @description Only comparisons that came out so. */
                status?: "pass" | "warn" | "fail" | "pending";
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the current comparisons by entry date. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparisons"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    comparison: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show one comparison. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
                /** @description A finding's number in its comparison, from 1. */
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acknowledge"];
            };
        };
        responses: {
            /** @description Acknowledge a finding: somebody has seen it, and says why it may stand. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
                /** @description A finding's number in its comparison, from 1. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Undo the acknowledgement of a finding. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            503: components["responses"]["Refused503"];
        };
    };
    products: {
        parameters: {
            query?: {
                /** @description Only what is in force on this date. */
                as_of?: string;
                /** @description A text to be found in what is listed, whatever its case. */
                q?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the products. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductRows"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    products_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the rows are filed under. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the products of one key, and every version that they had. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductHistory"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    hts: {
        parameters: {
            query?: {
                /** @description Only what is in force on this date. */
                as_of?: string;
                /** @description A text to be found in what is listed, whatever its case. */
                q?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the HTS numbers with their column 1 rates. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HtsRows"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    hts_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the rows are filed under. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the HTS numbers with their column 1 rates of one key, and every version that they had. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HtsHistory"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    tariffs: {
        parameters: {
            query?: {
                /** @description Only what is in force on this date. */
                as_of?: string;
                /** @description A text to be found in what is listed, whatever its case. */
                q?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the tariff measures, by programme. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffRows"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    tariffs_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the rows are filed under. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the tariff measures of one key, and every version that they had. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffHistory"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    packaging: {
        parameters: {
            query?: {
                /** @description Only what is in force on this date. */
                as_of?: string;
                /** @description A text to be found in what is listed, whatever its case. */
                q?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the packaging materials. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackagingRows"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    packaging_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the rows are filed under. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the packaging materials of one key, and every version that they had. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackagingHistory"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    exchange_rates: {
        parameters: {
            query?: {
                /** @description Only what is in force on this date. */
                as_of?: string;
                /** @description A text to be found in what is listed, whatever its case. */
                q?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the exchange rates, by currency. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeRateRows"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    exchange_rates_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the rows are filed under. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the exchange rates of one key, and every version that they had. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Where the rows are from files, because the table is out of reach. */
                    Warning?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeRateHistory"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    scenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIf"];
            };
        };
        responses: {
            /** @description Reckon what goods would cost under other origins and dates; nothing is stored. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenarios"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the uploads. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploads"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    start_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again with the same key and body, it is done once and answered alike. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartUpload"];
            };
        };
        responses: {
            /** @description Say which file is to come; answers where to send it. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadForm"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show an upload. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    drop_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Drop a file that is not confirmed. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            503: components["responses"]["Refused503"];
        };
    };
    confirm_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again with the same key and body, it is done once and answered alike. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description What it is called by. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a checked file over. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    rejected_rows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Give the rows of a file that are not taken, with the reasons. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    pipeline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell how fresh the data are and how the last runs went. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    runs: {
        parameters: {
            query?: {
                /** @description A month; this one if it is left out. */
                month?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the runs of a month. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runs"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    start_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again with the same key and body, it is done once and answered alike. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartRun"];
            };
        };
        responses: {
            /** @description Fetch a feed now, or make the entries of some dates anew. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            502: components["responses"]["Refused502"];
            503: components["responses"]["Refused503"];
        };
    };
    run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What it is called by. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a run with its chunks. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunWithChunks"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            503: components["responses"]["Refused503"];
        };
    };
    deliveries: {
        parameters: {
            query?: {
                /** @description A feed, or the name of a file: `ZEMM005`, `Product_List.csv`. */
                source?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what was delivered. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    alerts: {
        parameters: {
            query?: {
                /** @description A month; this one if it is left out. */
                month?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what people were told. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alerts"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    shadow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say which data the readers see, and how far both agree. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shadow"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    change_shadow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeShadow"];
            };
        };
        responses: {
            /** @description Change which data the readers see. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shadow"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            503: components["responses"]["Refused503"];
        };
    };
    audit: {
        parameters: {
            query?: {
                /** @description One date. */
                date?: string;
                /** @description Who did it: a user's name, or `pipeline`. */
                actor?: string;
                /** @description What was done, or how that begins: `user`, `user disabled`. */
                action?: string;
                /** @description To what: `entry SH261100042`; a part of it will do. */
                subject?: string;
                /** @description Where the page before ended: its `next`, with the other parameters as they were. */
                cursor?: string;
                /** @description How many at most; 100 if it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the events of a date. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    verify_audit: {
        parameters: {
            query?: {
                /** @description One date. */
                date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Check the chains of a date. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
}
