"""网上申请: how does a citizen apply, and follow the request afterwards, without an account?"""
